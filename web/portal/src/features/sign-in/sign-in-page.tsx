import type { SessionView } from '@yiwang/server/contract/identity'
import { Anchor, Button, NoticePanel, TextField } from '@yiwang/ui'
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
import { refuse, refuseFields } from '../../shared/forms/form-answer.ts'
import formStyles from '../../shared/forms/form.module.css'
import { newIntentKey, readPostedForm, textOf } from '../../shared/forms/posted-form.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { Page } from '../../shared/layout/page.tsx'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import { LeaveFor } from '../../shared/leave/leave-for.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { safeNext } from '../../shared/safe-next.ts'
import { findSession } from '../../shared/session.ts'
import { readPasskey } from '../../shared/passkey/read-passkey.ts'
import { signInMessages as say } from './messages.ts'
import styles from './passkey-sign-in.module.css'
import { PasskeySignIn } from './passkey-sign-in.tsx'

export const loader = answering(async ({ context, url }: LoaderFunctionArgs) => {
  const portal = portalOf(context)
  const next = safeNext(url.searchParams.get('next'), '/my')
  const session = await findSession(portal)
  // An application may want it done anew, and somebody else may sit here now.
  const isWantedAgain = url.searchParams.get('again') === '1'
  if (session.account?.kind === 'person' && portal.visit.request.method === 'GET' && !isWantedAgain)
    throw redirect(next)
  return {
    next,
    isDemo: portal.visit.site.isDemo,
    isStaff: session.account?.kind === 'staff',
    upstreams: (await portal.api.identity.listUpstreams()).upstreams,
    hasCertificates: (await portal.api.identity.listCertificateAuthorities()).authorities.length > 0,
    trouble: troubleOf(url.searchParams.get('upstream')),
    isRecovered: url.searchParams.get('recovered') === '1',
    intentKey: newIntentKey(),
  }
})

/** Why one is back from upstream without having signed in. */
function troubleOf(text: string | null): 'away' | 'refused' | undefined {
  return text === 'away' || text === 'refused' ? text : undefined
}

export const action = answering(async ({ context, request }: ActionFunctionArgs) => {
  const { form, api, options } = await readPostedForm(portalOf(context), request)
  const upstreamId = textOf(form, 'upstreamId')
  if (upstreamId !== undefined)
    return goUpstream(form, (next) => api.identity.beginUpstream({ upstreamId, next }, options))
  const passkey = readPasskey(form)
  if (passkey) return signInWith(form, () => api.identity.signInWithPasskey({ passkey }, options))
  const name = textOf(form, 'name')
  const password = form.get('password')
  if (!name || typeof password !== 'string' || password === '') {
    const missing = { ...(!name && { name: say.nameMissing }), ...(!password && { password: say.passwordMissing }) }
    return refuseFields(missing, form)
  }
  return signInWith(form, () => api.identity.signIn({ name, password }, options))
})

async function goUpstream(form: FormData, begin: (next: string) => Promise<{ url: string }>) {
  try {
    const { url } = await begin(safeNext(form.get('next'), '/my'))
    return data({ problems: [], fieldErrors: {}, values: {}, url })
  } catch (error) {
    return refuse(error, form)
  }
}

/** Officials belong at their desk; the second step of their sign-in stands there as well. */
async function signInWith(form: FormData, signIn: () => Promise<SessionView>) {
  try {
    const session = await signIn()
    const next = safeNext(form.get('next'), '/my')
    if (session.secondFactor && next !== '/my') return redirect(`/desk?${new URLSearchParams({ next })}`, 303)
    const isStaff = session.account?.kind === 'staff' || session.secondFactor !== undefined
    return redirect(isStaff && next === '/my' ? '/desk' : next, 303)
  } catch (error) {
    return refuse(error, form)
  }
}

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.title, matches)
}

export default function SignInPage() {
  const { next, isDemo, isStaff, isRecovered, trouble, intentKey } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const isBusy = useNavigation().state !== 'idle'
  if (answer && 'url' in answer) {
    const { going, goingText, go } = say.upstream
    return <LeaveFor title={going} text={goingText} go={go} to={answer.url} />
  }
  return (
    <Page title={say.title} lead={say.lead} aside={isDemo ? <DemoAccounts /> : undefined} asideOnPhone="last">
      <Form method="post" className={formStyles.form} noValidate>
        {answer && <FormProblems page={say.title} title={say.errorTitle} problems={answer.problems} />}
        {trouble !== undefined && (
          <NoticePanel tone="red" title={say.upstream[trouble]} role="alert">
            <p>{say.upstream[`${trouble}Text`]}</p>
          </NoticePanel>
        )}
        {isRecovered && !answer && (
          <NoticePanel tone="ok" title={say.recovered} role="status">
            <p>{say.recoveredText}</p>
          </NoticePanel>
        )}
        {isStaff && (
          <NoticePanel tone="soon" title={say.staff.title}>
            <p>
              {say.staff.text} <a href="/desk">{say.staff.link}</a>
            </p>
          </NoticePanel>
        )}
        <Seals intentKey={intentKey} />
        <input type="hidden" name="next" value={next} />
        <TextField
          label={say.name}
          id="name"
          name="name"
          autoComplete="username"
          maxLength={64}
          required
          defaultValue={answer?.values.name}
          error={answer?.fieldErrors.name}
        />
        <TextField
          label={say.password}
          id="password"
          name="password"
          type="password"
          autoComplete="current-password"
          maxLength={128}
          required
          error={answer?.fieldErrors.password}
        />
        <div className={formStyles.acts}>
          <Button type="submit" look="main" busy={isBusy}>
            {say.submit}
          </Button>
          <Anchor href="/recover">{say.forgot}</Anchor>
          <Anchor href="/register">{say.register}</Anchor>
          <Anchor href="/lookup">{say.lookup}</Anchor>
        </div>
      </Form>
      <PasskeySignIn next={next} intentKey={intentKey} />
      <Upstreams />
      <Certificates />
    </Page>
  )
}

/** 上游统一身份认证, where one is configured. */
function Upstreams() {
  const { next, upstreams, intentKey } = useLoaderData<typeof loader>()
  if (upstreams.length === 0) return null
  return (
    <section className={styles.part} aria-label={say.upstream.title}>
      <p>{say.upstream.title}</p>
      {upstreams.map(({ id, title }) => (
        <Form key={id} method="post">
          <Seals intentKey={`${intentKey}-${id}`} />
          <input type="hidden" name="next" value={next} />
          <input type="hidden" name="upstreamId" value={id} />
          <Button type="submit" wide>
            {say.upstream.act(title)}
          </Button>
        </Form>
      ))}
    </section>
  )
}

/** 数字证书, where an authority is configured. */
function Certificates() {
  const { next, hasCertificates } = useLoaderData<typeof loader>()
  if (!hasCertificates) return null
  return (
    <section className={styles.part} aria-label={say.certificate.title}>
      <p>{say.certificate.text}</p>
      <p>
        <Anchor href={`/sign-in/certificate?${new URLSearchParams({ next })}`}>{say.certificate.act}</Anchor>
      </p>
    </section>
  )
}

function DemoAccounts() {
  return (
    <NoticePanel title={say.demo.title}>
      <p>
        {say.demo.text} <code>{say.demo.password}</code>
      </p>
      <ul>
        {say.demo.people.map((person) => (
          <li key={person.login}>
            <code>{person.login}</code> {person.name}
          </li>
        ))}
      </ul>
    </NoticePanel>
  )
}
