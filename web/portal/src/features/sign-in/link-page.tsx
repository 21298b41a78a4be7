import type { UpstreamLinking } from '@yiwang/server/contract/identity'
import { Anchor, Button, NoticePanel, TextField } from '@yiwang/ui'
import {
  type ActionFunctionArgs,
  Form,
  type LoaderFunctionArgs,
  type MetaArgs,
  redirect,
  useActionData,
  useLoaderData,
  useNavigation,
} from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import { type FormAnswer, refuse, refuseFields } from '../../shared/forms/form-answer.ts'
import formStyles from '../../shared/forms/form.module.css'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import { newIntentKey, readPostedForm, textOf } from '../../shared/forms/posted-form.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { Page } from '../../shared/layout/page.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { safeNext } from '../../shared/safe-next.ts'
import { linkMessages as say } from './messages.ts'

export const loader = answering(async ({ context }: LoaderFunctionArgs) => {
  return { linking: await portalOf(context).api.identity.getUpstreamLinking(), intentKey: newIntentKey() }
})

export const action = answering(async ({ context, request }: ActionFunctionArgs) => {
  const { form, api, options } = await readPostedForm(portalOf(context), request)
  const next = safeNext(form.get('next'), '/my')
  try {
    if (textOf(form, 'act') === 'open') {
      const phone = textOf(form, 'phone')
      if (form.has('phone') && phone === undefined) return refuseFields({ phone: say.phoneMissing }, form)
      await api.identity.openByUpstream({ ...(phone !== undefined && { phone }) }, options)
      return redirect(next, 303)
    }
    const name = textOf(form, 'name')
    const password = form.get('password')
    if (!name || typeof password !== 'string' || password === '') {
      const missing = { ...(!name && { name: say.nameMissing }), ...(!password && { password: say.passwordMissing }) }
      return refuseFields(missing, form)
    }
    await api.identity.linkUpstream({ name, password }, options)
    return redirect(next, 303)
  } catch (error) {
    return refuse(error, form)
  }
})

export function meta({ matches, loaderData }: MetaArgs<typeof loader>) {
  return pageMeta(loaderData ? titleOf(loaderData.linking) : say.title, matches)
}

function titleOf({ by }: Pick<UpstreamLinking, 'by'>): string {
  return by === 'cert' ? say.certificateTitle : say.title
}

/** 关联: the first time from upstream. An account that is here is proved by its password; who has none gets one. */
export default function LinkPage() {
  const { linking, intentKey } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const title = titleOf(linking)
  return (
    <Page title={title} lead={say.lead(linking.title, linking.name)}>
      <div className={formStyles.form}>
        {answer && <FormProblems page={title} title={say.errorTitle} problems={answer.problems} />}
        {linking.hasAccount && (
          <NoticePanel title={say.known}>
            <p>{say.knownText}</p>
          </NoticePanel>
        )}
        {linking.canOpen && <Open linking={linking} intentKey={intentKey} answer={answer} />}
        <Link linking={linking} intentKey={intentKey} answer={answer} />
        {!linking.canOpen && !linking.hasAccount && (
          <p>
            {say.tooLittle} <Anchor href="/register?next=/sign-in/link">{say.register}</Anchor>
          </p>
        )}
      </div>
    </Page>
  )
}

interface PartProps {
  linking: UpstreamLinking
  intentKey: string
  answer: FormAnswer | undefined
}

function Open({ linking, intentKey, answer }: PartProps) {
  const isBusy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className={formStyles.form} noValidate aria-labelledby="open">
      <h2 id="open">{say.open}</h2>
      <p>{say.openText}</p>
      <Seals intentKey={`${intentKey}-open`} />
      <input type="hidden" name="act" value="open" />
      <input type="hidden" name="next" value={linking.next} />
      {linking.needsPhone && (
        <TextField
          label={say.phone}
          id="phone"
          name="phone"
          inputMode="tel"
          autoComplete="tel"
          maxLength={11}
          width="half"
          defaultValue={answer?.values['phone']}
          error={answer?.fieldErrors['phone']}
        />
      )}
      <div className={formStyles.acts}>
        <Button type="submit" look="main" busy={isBusy}>
          {say.openAct}
        </Button>
      </div>
    </Form>
  )
}

function Link({ linking, intentKey, answer }: PartProps) {
  const isBusy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className={formStyles.form} noValidate aria-labelledby="link">
      <h2 id="link">{say.link}</h2>
      <Seals intentKey={`${intentKey}-link`} />
      <input type="hidden" name="act" value="link" />
      <input type="hidden" name="next" value={linking.next} />
      <TextField
        label={say.name}
        id="name"
        name="name"
        autoComplete="username"
        maxLength={64}
        defaultValue={answer?.values['name']}
        error={answer?.fieldErrors['name']}
      />
      <TextField
        label={say.password}
        id="password"
        name="password"
        type="password"
        autoComplete="current-password"
        maxLength={128}
        error={answer?.fieldErrors['password']}
      />
      <div className={formStyles.acts}>
        <Button type="submit" look={linking.canOpen ? 'plain' : 'main'} busy={isBusy}>
          {say.linkAct}
        </Button>
        <Anchor href="/recover">{say.forgot}</Anchor>
      </div>
    </Form>
  )
}
