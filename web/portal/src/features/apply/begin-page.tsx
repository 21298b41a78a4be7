import { ApiProblem } from '@yiwang/client'
import { Anchor, Button, LinkButton, NoticePanel, RadioGroup } from '@yiwang/ui'
import type { ReactNode } from 'react'
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
import { dayWord } from '../../shared/cases/days.ts'
import { answering, signInFirst } from '../../shared/errors/page-problem.ts'
import { refuse, refuseFields } from '../../shared/forms/form-answer.ts'
import formStyles from '../../shared/forms/form.module.css'
import { newIntentKey, readPostedForm, textOf } from '../../shared/forms/posted-form.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { limitWord } from '../../shared/items/item-words.ts'
import { Page } from '../../shared/layout/page.tsx'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { findSession } from '../../shared/session.ts'
import { titleOf } from './draft.ts'
import { applyMessages } from './messages.ts'
import { prefillOf, readPrefill, textsOf } from './prefill.ts'
import { ApplySteps } from './steps.tsx'

const say = applyMessages.begin

export const loader = answering(async ({ context, params, url }: LoaderFunctionArgs) => {
  const portal = portalOf(context)
  const itemId = params.itemId ?? ''
  const session = await findSession(portal)
  if (session.account?.kind !== 'person') throw signInFirst(url)
  const [item, { mandates }, drafts] = await Promise.all([
    portal.api.catalogue.getItem({ itemId }),
    portal.api.identity.listMyMandates(),
    portal.api.cases.listMyCases({ state: 'draft', limit: 50 }),
  ])
  const draft = drafts.cases.find((one) => one.itemId === itemId)
  const { acting } = session
  const prefill = prefillOf(item, url.searchParams)
  return { item, mandates, draft, name: session.account.name, acting, prefill, intentKey: newIntentKey() }
})

export const action = answering(async ({ context, params, request }: ActionFunctionArgs) => {
  const { form, api, options } = await readPostedForm(portalOf(context), request)
  const applicant = textOf(form, 'applicant')
  if (!applicant) return refuseFields({ applicant: say.whoMissing }, form)
  const mandateId = textOf(form, 'mandateId')
  const answers = readPrefill(form)
  try {
    const aCase = await api.cases.createDraft(
      {
        itemId: params.itemId ?? '',
        channel: isPhone(request) ? 'mobile' : 'web',
        ...(mandateId !== undefined && { mandateId }),
        ...(answers && { answers }),
        ...(applicant === 'self'
          ? { applicantKind: 'person' }
          : { applicantKind: 'organization', creditCode: applicant }),
      },
      options,
    )
    return redirect(`/drafts/${aCase.caseId}`, 303)
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'cases/real-name-required') {
      const next = `/apply/${params.itemId ?? ''}${new URL(request.url).search}`
      throw redirect(`/my/real-name?${new URLSearchParams({ need: String(error.params['level']), next })}`, 303)
    }
    return refuse(error, form)
  }
})

function isPhone(request: Request): boolean {
  return /\bMobile\b|Android|iPhone/.test(request.headers.get('user-agent') ?? '')
}

export function meta({ loaderData, matches }: MetaArgs<typeof loader>) {
  return loaderData ? pageMeta(applyMessages.title(titleOf(loaderData.item)), matches) : []
}

export default function BeginPage() {
  const { item } = useLoaderData<typeof loader>()
  const crumbs = [{ label: titleOf(item), href: `/items/${item.id}` }]
  return (
    <Page title={applyMessages.title(titleOf(item))} lead={say.lead} crumbs={crumbs}>
      {item.canApply ? <BeginForm /> : <Closed itemId={item.id} />}
    </Page>
  )
}

function Closed({ itemId }: { itemId: string }): ReactNode {
  return (
    <NoticePanel tone="soon" title={say.closedTitle}>
      <p>{say.closedText}</p>
      <Anchor href={`/items/${itemId}`}>{say.guide}</Anchor>
    </NoticePanel>
  )
}

function BeginForm() {
  const { item, draft, prefill, intentKey } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const isBusy = useNavigation().state !== 'idle'
  return (
    <>
      <ApplySteps sections={item.form.sections} current="begin" />
      {draft && (
        <NoticePanel title={say.draftTitle}>
          <p>{say.draftText(dayWord(draft.updatedAt))}</p>
          <LinkButton href={`/drafts/${draft.caseId}`}>{say.draftLink}</LinkButton>
        </NoticePanel>
      )}
      <Form method="post" className={formStyles.form} noValidate>
        {answer && (
          <FormProblems page={applyMessages.title(titleOf(item))} title={say.errorTitle} problems={answer.problems} />
        )}
        <section>
          <h2>{say.before}</h2>
          <ul>
            <li>{say.materials(item.materials.length)}</li>
            <li>{say.time(limitWord(item.promisedLimit))}</li>
          </ul>
        </section>
        <Seals intentKey={intentKey} />
        {textsOf(prefill).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <WhoApplies error={answer?.fieldErrors.applicant} />
        <div className={formStyles.acts}>
          <Button type="submit" look="main" busy={isBusy}>
            {say.start}
          </Button>
        </div>
      </Form>
    </>
  )
}

function WhoApplies({ error }: { error: string | undefined }) {
  const { item, mandates, name, acting } = useLoaderData<typeof loader>()
  if (acting) return <ActsFor acting={acting} error={error} />
  const choices = [
    ...(item.audience.includes('person') ? [{ value: 'self', label: say.self(name) }] : []),
    ...(item.audience.includes('organization')
      ? mandates.map((one) => ({
          value: one.creditCode,
          label: say.organization(one.organizationName),
          help: one.creditCode,
        }))
      : []),
  ]
  if (choices.length === 0)
    return (
      <NoticePanel tone="soon">
        <p>{say.noMandate}</p>
        <Anchor href="/my/companies">{say.companies}</Anchor>
      </NoticePanel>
    )
  return (
    <RadioGroup
      label={say.who}
      id="applicant"
      name="applicant"
      choices={choices}
      defaultValue={choices.length === 1 ? choices[0]?.value : undefined}
      error={error}
    />
  )
}

/** Chosen once, in the bar above; said again here, and sent with the form: the choice may change on another page. */
function ActsFor({
  acting,
  error,
}: {
  acting: { mandateId: string; principalName: string }
  error: string | undefined
}) {
  return (
    <>
      <input type="hidden" name="mandateId" value={acting.mandateId} />
      <RadioGroup
        label={say.who}
        id="applicant"
        name="applicant"
        choices={[{ value: 'self', label: say.actingFor(acting.principalName) }]}
        defaultValue="self"
        error={error}
      />
    </>
  )
}
