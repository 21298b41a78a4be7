import type { VillageAgentView } from '@yiwang/server/contract/identity'
import { Button, CheckboxGroup, DateField, EmptyState, NoticePanel, RadioGroup, TextField } from '@yiwang/ui'
import { UserRoundX } from 'lucide-react'
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
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { findSession } from '../../shared/session.ts'
import { mandateMessages } from './messages.ts'
import styles from './my-mandates.module.css'

const say = mandateMessages.village

export const loader = answering(async ({ context, url }: LoaderFunctionArgs) => {
  const portal = portalOf(context)
  const { account } = await findSession(portal)
  if (account?.kind !== 'person') throw signInFirst(url)
  const division = portal.visit.site.jurisdiction
  const q = url.searchParams.get('q')?.trim() ?? ''
  const chosen = url.searchParams.getAll('item')
  const [{ agents }, { items }] = await Promise.all([
    portal.api.identity.listVillageAgents({ division }),
    portal.api.catalogue.searchItems({ division, audience: 'person', ...(q && { q }) }),
  ])
  const choices = items.map(({ id, name, plainName }) => ({ id, name: plainName ?? name }))
  const { today } = portal.visit
  return { agents, choices, chosen, q, today, level: account.realNameLevel, intentKey: newIntentKey() }
})

export const action = answering(async ({ context, request }: ActionFunctionArgs) => {
  const { form, api, options } = await readPostedForm(portalOf(context), request)
  const itemIds = form.getAll('items').filter((value): value is string => typeof value === 'string')
  const missing = {
    ...(textOf(form, 'agentAccountId') ? {} : { agentAccountId: say.agentMissing }),
    ...(itemIds.length > 0 ? {} : { items: say.itemsMissing }),
    ...(textOf(form, 'validFrom') ? {} : { validFrom: say.dayMissing }),
    ...(textOf(form, 'validTo') ? {} : { validTo: say.dayMissing }),
  }
  if (Object.keys(missing).length > 0) return refuseFields(missing, form)
  try {
    await api.identity.giveVillageMandate(
      {
        agentAccountId: textOf(form, 'agentAccountId') ?? '',
        itemIds,
        validFrom: textOf(form, 'validFrom') ?? '',
        validTo: textOf(form, 'validTo') ?? '',
      },
      options,
    )
    return redirect('/my/mandates?said=sent', 303)
  } catch (error) {
    return refuse(error, form, { 'identity/mandate-period': 'validTo', 'identity/mandate-too-long': 'validTo' })
  }
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.title, matches)
}

/** 委托代办员: who, in what, from when until when. */
export default function VillagePage() {
  const { agents, level } = useLoaderData<typeof loader>()
  return (
    <Page title={say.title} lead={say.lead} crumbs={[{ label: mandateMessages.back, href: '/my/mandates' }]}>
      {level < 2 && (
        <NoticePanel tone="soon" title={say.level}>
          <p>{say.levelText}</p>
        </NoticePanel>
      )}
      {agents.length === 0 ? (
        <EmptyState icon={<UserRoundX aria-hidden="true" />} title={say.noAgents}>
          <p>{say.noAgentsText}</p>
        </EmptyState>
      ) : (
        <>
          <FindItems />
          <GiveForm agents={agents} />
        </>
      )}
    </Page>
  )
}

/** A form of its own, before the other: what is looked for is in the address, so it works without scripts. */
function FindItems() {
  const { q } = useLoaderData<typeof loader>()
  return (
    <Form method="get" className={styles.find} role="search">
      <TextField id="q" name="q" label={say.find} defaultValue={q} maxLength={60} width="half" />
      <Button type="submit">{say.findAct}</Button>
    </Form>
  )
}

function GiveForm({ agents }: { agents: readonly VillageAgentView[] }) {
  const { choices, chosen, today, intentKey } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const isBusy = useNavigation().state !== 'idle'
  const errors = answer?.fieldErrors ?? {}
  const values = answer?.values ?? {}
  return (
    <Form method="post" className={formStyles.form} noValidate>
      {answer && <FormProblems page={say.title} title={mandateMessages.errorTitle} problems={answer.problems} />}
      <Seals intentKey={intentKey} />
      <CheckboxGroup
        id="items"
        name="items"
        label={say.items}
        error={errors.items}
        defaultValue={chosen}
        choices={choices.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <RadioGroup
        id="agentAccountId"
        name="agentAccountId"
        label={say.agent}
        error={errors.agentAccountId}
        defaultValue={values.agentAccountId ?? (agents.length === 1 ? agents[0]?.accountId : undefined)}
        choices={agents.map(({ accountId, name, villageName }) => ({
          value: accountId,
          label: name,
          help: villageName,
        }))}
      />
      <DateField
        id="validFrom"
        name="validFrom"
        label={say.from}
        defaultValue={values.validFrom ?? today}
        error={errors.validFrom}
      />
      <DateField id="validTo" name="validTo" label={say.to} defaultValue={values.validTo} error={errors.validTo} />
      <div className={formStyles.acts}>
        <Button type="submit" look="main" busy={isBusy}>
          {say.submit}
        </Button>
      </div>
    </Form>
  )
}
