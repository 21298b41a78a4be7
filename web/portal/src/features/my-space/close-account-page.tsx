import { ApiProblem } from '@yiwang/client'
import { Button, LinkButton, NoticePanel, TextField } from '@yiwang/ui'
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
import { answering, signInFirst } from '../../shared/errors/page-problem.ts'
import { refuse, refuseFields } from '../../shared/forms/form-answer.ts'
import formStyles from '../../shared/forms/form.module.css'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import { newIntentKey, readPostedForm, textOf } from '../../shared/forms/posted-form.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { Page } from '../../shared/layout/page.tsx'
import { sharedMessages } from '../../shared/messages.ts'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { findSession } from '../../shared/session.ts'
import { mySpaceMessages } from './messages.ts'

const say = mySpaceMessages.close

/** Whoever has just closed the account is nobody any more: the address says that it is done. */
export const loader = answering(async ({ context, url }: LoaderFunctionArgs) => {
  if (url.searchParams.get('done') === 'yes') return { isDone: true as const }
  const portal = portalOf(context)
  if (!(await findSession(portal)).account) throw signInFirst(url)
  return { isDone: false as const, ...(await portal.api.identity.getAccountErasure()), intentKey: newIntentKey() }
})

export const action = answering(async ({ context, request }: ActionFunctionArgs) => {
  const { form, api, options, version } = await readPostedForm(portalOf(context), request)
  const password = textOf(form, 'password')
  if (!password && form.has('password')) return refuseFields({ password: say.passwordMissing }, form)
  try {
    await api.identity.eraseAccount({ version, ...(password && { password }) }, options)
    return redirect('/account/close?done=yes', 303)
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'permit/proof-needed')
      throw redirect('/sign-in?again=1&next=/account/close', 303)
    return refuse(error, form)
  }
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.title, matches)
}

export default function CloseAccountPage() {
  const found = useLoaderData<typeof loader>()
  if (found.isDone) return <Closed />
  return (
    <Page title={say.title} lead={say.lead} crumbs={[{ label: mySpaceMessages.title, href: '/my' }]}>
      {found.hindrances.length > 0 ? <Hindered hindrances={found.hindrances} /> : <CloseForm />}
    </Page>
  )
}

function Closed() {
  return (
    <Page title={say.done} lead={say.doneText} crumbs={[{ label: sharedMessages.home, href: '/' }]}>
      <p>
        <LinkButton href="/">{sharedMessages.home}</LinkButton>
      </p>
    </Page>
  )
}

function Hindered({ hindrances }: { hindrances: readonly string[] }) {
  return (
    <>
      <NoticePanel tone="soon" title={say.hindered}>
        <ul>
          {hindrances.map((why) => (
            <li key={why}>{why}</li>
          ))}
        </ul>
        <p>{say.hinderedText}</p>
      </NoticePanel>
      <p>
        <LinkButton href="/my">{say.keep}</LinkButton>
      </p>
    </>
  )
}

function CloseForm() {
  const found = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const isBusy = useNavigation().state !== 'idle'
  if (found.isDone) return null
  return (
    <Form method="post" className={formStyles.form} noValidate>
      <FormProblems page={say.title} title={say.errorTitle} problems={answer?.problems ?? []} />
      <Seals intentKey={found.intentKey} version={found.version} />
      <WhatBecomes title={say.goes} lines={say.goesLines} />
      <WhatBecomes title={say.stays} lines={say.staysLines} />
      {found.needsPassword && (
        <TextField
          label={say.password}
          id="password"
          name="password"
          type="password"
          help={say.passwordHelp}
          autoComplete="current-password"
          maxLength={128}
          width="half"
          error={answer?.fieldErrors.password}
        />
      )}
      <div className={formStyles.acts}>
        <Button type="submit" look="risk" busy={isBusy}>
          {say.submit}
        </Button>
        <LinkButton href="/my">{say.keep}</LinkButton>
      </div>
    </Form>
  )
}

function WhatBecomes({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}
