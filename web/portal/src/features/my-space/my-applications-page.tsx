import type { ConsentView } from '@yiwang/server/contract/sign-on'
import { Button, EmptyState, Facts, StateTag } from '@yiwang/ui'
import { AppWindow } from 'lucide-react'
import {
  type ActionFunctionArgs,
  data,
  Form,
  type LoaderFunctionArgs,
  type MetaArgs,
  useActionData,
  useLoaderData,
} from 'react-router'
import { answering, signInFirst } from '../../shared/errors/page-problem.ts'
import { refuse } from '../../shared/forms/form-answer.ts'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import { newIntentKey, readPostedForm, textOf } from '../../shared/forms/posted-form.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { findSession } from '../../shared/session.ts'
import { mySpaceMessages } from './messages.ts'
import styles from './my-space.module.css'

const say = mySpaceMessages.applications

export const loader = answering(async ({ context, url }: LoaderFunctionArgs) => {
  const portal = portalOf(context)
  if (!(await findSession(portal)).account) throw signInFirst(url)
  return { ...(await portal.api.signOn.listMyConsents()), intentKey: newIntentKey() }
})

export const action = answering(async ({ context, request }: ActionFunctionArgs) => {
  const { form, api, options, version } = await readPostedForm(portalOf(context), request)
  try {
    await api.signOn.withdrawConsent({ consentId: textOf(form, 'consentId') ?? '', version }, options)
    return data({ problems: [], fieldErrors: {}, values: {} })
  } catch (error) {
    return refuse(error, form)
  }
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(mySpaceMessages.tabs.applications, matches)
}

/** 应用: where I am signed in, who may see what of mine, and the way to take it back. */
export default function MyApplicationsPage() {
  const { consents } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const problems = answer?.problems ?? []
  return (
    <>
      <FormProblems page={mySpaceMessages.tabs.applications} title={say.errorTitle} problems={problems} />
      {consents.length === 0 ? (
        <EmptyState icon={<AppWindow aria-hidden="true" />} title={say.empty}>
          <p>{say.emptyText}</p>
        </EmptyState>
      ) : (
        <div className={styles.list}>
          {consents.map((consent) => (
            <Application key={consent.id} consent={consent} />
          ))}
        </div>
      )}
    </>
  )
}

function Application({ consent }: { consent: ConsentView }) {
  const { intentKey } = useLoaderData<typeof loader>()
  return (
    <article className={styles.notice}>
      <h2>
        {consent.clientName}{' '}
        {consent.isSignedIn ? (
          <StateTag tone="ok">{say.signedIn}</StateTag>
        ) : (
          <StateTag tone="ended">{say.out}</StateTag>
        )}
      </h2>
      <Facts
        columns={2}
        facts={[
          { name: say.by, value: consent.organizationName },
          { name: say.purpose, value: consent.purpose },
          { name: say.sees, value: consent.scopes.map(({ title }) => title).join('；') },
          { name: say.givenAt, value: dayOf(consent.givenAt) },
          { name: say.usedAt, value: dayOf(consent.usedAt) },
        ]}
      />
      <Form method="post">
        <Seals intentKey={`${intentKey}-${consent.id.slice(-12)}`} version={consent.version} />
        <input type="hidden" name="consentId" value={consent.id} />
        <Button type="submit" look="risk" aria-label={say.withdrawFrom(consent.clientName)}>
          {say.withdraw}
        </Button>
      </Form>
    </article>
  )
}

function dayOf(instant: string): string {
  return new Date(instant).toLocaleDateString('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long' })
}
