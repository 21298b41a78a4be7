import { Anchor, Button, Disclosure, NoticePanel, TextArea } from '@yiwang/ui'
import {
  type ActionFunctionArgs,
  data,
  Form,
  type LoaderFunctionArgs,
  type MetaArgs,
  redirect,
  useActionData,
  useLoaderData,
  useNavigation,
} from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import formStyles from '../../shared/forms/form.module.css'
import { type FormAnswer, refuse, refuseFields } from '../../shared/forms/form-answer.ts'
import { newIntentKey, type PostedForm, readPostedForm, textOf } from '../../shared/forms/posted-form.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { Page } from '../../shared/layout/page.tsx'
import { LeaveFor } from '../../shared/leave/leave-for.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { safeNext } from '../../shared/safe-next.ts'
import styles from './certificate-page.module.css'
import { certificateMessages as say } from './messages.ts'
import { ReadFile } from './read-file.tsx'

export const loader = answering(async ({ context, url }: LoaderFunctionArgs) => {
  const { authorities, door } = await portalOf(context).api.identity.listCertificateAuthorities()
  return {
    authorities,
    hasDoor: door !== undefined,
    next: safeNext(url.searchParams.get('next'), '/my'),
    intentKey: newIntentKey(),
  }
})

export const action = answering(async ({ context, request }: ActionFunctionArgs) => {
  const posted = await readPostedForm(portalOf(context), request)
  switch (textOf(posted.form, 'act')) {
    case 'begin':
      return begin(posted)
    case 'show':
      return goToDoor(posted)
    default:
      return handIn(posted)
  }
})

/** The browser is sent where it is asked for a certificate, with a question of this moment. */
async function goToDoor({ form, api, options }: PostedForm) {
  try {
    await api.identity.beginCertificate({ next: safeNext(form.get('next'), '/my') }, options)
    const { door = '/sign-in/certificate' } = await api.identity.listCertificateAuthorities()
    return data({ problems: [], fieldErrors: {}, values: {}, url: door })
  } catch (error) {
    return refuse(error, form)
  }
}

/** The text goes back and forth with the form, as what was typed does; what counts is sealed in the browser's cookie. */
async function begin({ form, api, options }: PostedForm) {
  try {
    const { text } = await api.identity.beginCertificate({ next: safeNext(form.get('next'), '/my') }, options)
    return data<FormAnswer>({ problems: [], fieldErrors: {}, values: { text } })
  } catch (error) {
    return refuse(error, form)
  }
}

async function handIn({ form, api, options }: PostedForm) {
  const signature = textOf(form, 'signature')
  const certificates = textOf(form, 'certificates')
  if (signature === undefined) return refuseFields({ signature: say.signatureMissing }, form)
  try {
    const handedIn = { signature, ...(certificates !== undefined && { certificates }) }
    const { linking, next } = await api.identity.signInWithCertificate(handedIn, options)
    return redirect(linking ? '/sign-in/link' : safeNext(next, '/my'), 303)
  } catch (error) {
    return refuse(error, form)
  }
}

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.title, matches)
}

/** 数字证书登录 without plug-ins: a line is signed by whatever tool the key came with, and its signature is handed in. */
export default function CertificatePage() {
  const { authorities, hasDoor, next, intentKey } = useLoaderData<typeof loader>()
  const answer: (FormAnswer & { url?: string }) | undefined = useActionData<typeof action>()
  if (answer?.url !== undefined) return <LeaveFor title={say.going} text={say.goingText} go={say.go} to={answer.url} />
  const text = answer?.values['text']
  const titles = authorities.map(({ title }) => title)
  const notes = authorities.flatMap(({ note }) => (note === undefined ? [] : [note]))
  return (
    <Page title={say.title} lead={titles.length > 0 ? say.lead(titles) : undefined}>
      {titles.length === 0 ? (
        <NoticePanel title={say.none}>
          <p>
            {say.noneText} <Anchor href="/sign-in">{say.back}</Anchor>
          </p>
        </NoticePanel>
      ) : (
        <div className={formStyles.form}>
          {answer && <FormProblems page={say.title} title={say.errorTitle} problems={answer.problems} />}
          {notes.map((note) => (
            <p key={note} className={styles.note}>
              {note}
            </p>
          ))}
          {text !== undefined && <Sign text={text} next={next} answer={answer} intentKey={intentKey} />}
          <Begin next={next} intentKey={intentKey} isAgain={text !== undefined} />
          {hasDoor && <Show next={next} intentKey={intentKey} />}
        </div>
      )}
    </Page>
  )
}

function Begin({ next, intentKey, isAgain }: { next: string; intentKey: string; isAgain: boolean }) {
  const isBusy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className={formStyles.form}>
      <p>{isAgain ? say.againText : say.beginText}</p>
      <Seals intentKey={`${intentKey}-begin`} />
      <input type="hidden" name="act" value="begin" />
      <input type="hidden" name="next" value={next} />
      <div className={formStyles.acts}>
        <Button type="submit" look={isAgain ? 'plain' : 'main'} busy={isBusy}>
          {isAgain ? say.again : say.begin}
        </Button>
        {!isAgain && <Anchor href={`/sign-in?${new URLSearchParams({ next })}`}>{say.back}</Anchor>}
      </div>
    </Form>
  )
}

/** In the browser's own store, or in a key that it reaches: nothing has to be carried back and forth. */
function Show({ next, intentKey }: { next: string; intentKey: string }) {
  const isBusy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className={formStyles.form} aria-labelledby="show">
      <h2 id="show">{say.show}</h2>
      <p>{say.showText}</p>
      <Seals intentKey={`${intentKey}-show`} />
      <input type="hidden" name="act" value="show" />
      <input type="hidden" name="next" value={next} />
      <div className={formStyles.acts}>
        <Button type="submit" busy={isBusy}>
          {say.showAct}
        </Button>
      </div>
    </Form>
  )
}

interface SignProps {
  text: string
  next: string
  answer: FormAnswer | undefined
  intentKey: string
}

function Sign({ text, next, answer, intentKey }: SignProps) {
  const isBusy = useNavigation().state !== 'idle'
  const file = `data:text/plain;charset=us-ascii,${encodeURIComponent(text)}`
  return (
    <Form method="post" className={formStyles.form} noValidate>
      <Seals intentKey={intentKey} />
      <input type="hidden" name="next" value={next} />
      <section className={styles.step} aria-labelledby="to-sign">
        <h2 id="to-sign">{say.toSign}</h2>
        <p>{say.toSignText}</p>
        <TextArea label={say.text} id="text" name="text" readOnly rows={3} value={text} />
        <p>
          <a href={file} download="challenge.txt">
            {say.download}
          </a>
        </p>
        <Disclosure summary={say.how}>
          <Commands />
        </Disclosure>
      </section>
      <section className={styles.step} aria-labelledby="signed">
        <h2 id="signed">{say.signed}</h2>
        <TextArea
          label={say.signature}
          id="signature"
          name="signature"
          help={say.signatureHelp}
          rows={5}
          autoComplete="off"
          spellCheck={false}
          defaultValue={answer?.values['signature']}
          error={answer?.fieldErrors['signature']}
        />
        <ReadFile label={say.signatureFile} target="signature" />
        <TextArea
          label={say.certificates}
          id="certificates"
          name="certificates"
          help={say.certificatesHelp}
          optional
          rows={5}
          autoComplete="off"
          spellCheck={false}
          defaultValue={answer?.values['certificates']}
          error={answer?.fieldErrors['certificates']}
        />
        <ReadFile label={say.certificatesFile} target="certificates" />
      </section>
      <div className={formStyles.acts}>
        <Button type="submit" look="main" busy={isBusy}>
          {say.submit}
        </Button>
      </div>
    </Form>
  )
}

function Commands() {
  return (
    <>
      <p>{say.howText}</p>
      {say.commands.map(({ title, line }) => (
        <div key={title}>
          <p>{title}</p>
          <pre className={styles.command} tabIndex={0} aria-label={title}>
            <code>{line}</code>
          </pre>
        </div>
      ))}
    </>
  )
}
