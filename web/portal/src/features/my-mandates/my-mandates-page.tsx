import type { PersonMandateView } from '@yiwang/server/contract/identity'
import { EmptyState, type FieldProblem, LinkButton, NoticePanel } from '@yiwang/ui'
import { Handshake } from 'lucide-react'
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaArgs,
  useActionData,
  useLoaderData,
  useSearchParams,
} from 'react-router'
import { answering, signInFirst } from '../../shared/errors/page-problem.ts'
import { refuse } from '../../shared/forms/form-answer.ts'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import formStyles from '../../shared/forms/form.module.css'
import { newIntentKey, readPostedForm, textOf } from '../../shared/forms/posted-form.ts'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { findSession } from '../../shared/session.ts'
import { MandateCard } from './mandate-card.tsx'
import { mandateMessages as say } from './messages.ts'
import { scopeWords } from './scope-words.ts'
import styles from './my-mandates.module.css'

export const loader = answering(async ({ context, url }: LoaderFunctionArgs) => {
  const portal = portalOf(context)
  if ((await findSession(portal)).account?.kind !== 'person') throw signInFirst(url)
  const { given, held } = await portal.api.identity.listPersonMandates()
  const scopes = await scopeWords(portal, [...given, ...held])
  return { given, held, scopes, intentKey: newIntentKey() }
})

export const action = answering(async ({ context, request }: ActionFunctionArgs) => {
  const { form, api, options, version } = await readPostedForm(portalOf(context), request)
  const input = { mandateId: textOf(form, 'mandateId') ?? '', version }
  try {
    if (textOf(form, 'do') === 'accept') await api.identity.acceptMandate(input, options)
    else await api.identity.endMyMandate(input, options)
    return data({ problems: [], fieldErrors: {}, values: {} })
  } catch (error) {
    return refuse(error, form)
  }
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.tab, matches)
}

/** 授权: who may act for me, for whom I may act, and the way into and out of it. */
export default function MyMandatesPage() {
  const { given, held } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [address] = useSearchParams()
  const [said, refused] = [address.get('said'), address.get('problem')]
  const isOpen = ({ standing }: PersonMandateView) => standing !== 'over' && standing !== 'revoked'
  const former = [...held, ...given].filter((one) => !isOpen(one))
  return (
    <>
      <FormProblems page={say.tab} title={say.errorTitle} problems={answer?.problems ?? problemsOf(refused)} />
      {(said === 'asked' || said === 'sent') && <NoticePanel tone="ok" title={say[said]} role="status" />}
      <div className={formStyles.acts}>
        <LinkButton href="/mandates/village">{say.giveVillage}</LinkButton>
        <LinkButton href="/mandates/guardian">{say.askGuardian}</LinkButton>
      </div>
      {given.length + held.length === 0 ? (
        <EmptyState icon={<Handshake aria-hidden="true" />} title={say.none}>
          <p>{say.noneText}</p>
        </EmptyState>
      ) : (
        <>
          <Part title={say.waiting} mandates={held.filter(({ abilities }) => abilities.accept)} side="agent" />
          <Part title={say.held} mandates={held.filter((one) => isOpen(one) && !one.abilities.accept)} side="agent" />
          <Part title={say.given} mandates={given.filter(isOpen)} side="principal" />
          <Part title={say.former} mandates={former} side="former" />
        </>
      )}
    </>
  )
}

/** A form with a file goes straight to the API: without scripts its refusal comes back as a code in the address. */
function problemsOf(code: string | null): FieldProblem[] {
  if (code === null) return []
  const { refused, refusedOther } = say.guardian
  return [{ message: refused[code] ?? refusedOther }]
}

function Part({
  title,
  mandates,
  side,
}: {
  title: string
  mandates: readonly PersonMandateView[]
  side: 'agent' | 'principal' | 'former'
}) {
  const { scopes, intentKey } = useLoaderData<typeof loader>()
  if (mandates.length === 0) return null
  return (
    <section className={styles.part}>
      <h2>{title}</h2>
      <div className={styles.list}>
        {mandates.map((mandate) => (
          <MandateCard
            key={mandate.id}
            mandate={mandate}
            side={side}
            scope={scopes[mandate.id] ?? ''}
            intentKey={intentKey}
          />
        ))}
      </div>
    </section>
  )
}
