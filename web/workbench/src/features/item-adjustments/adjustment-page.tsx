import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ItemAdjustment, Takeover } from '@yiwang/server/contract/catalogue'
import { Button, Card, Facts, RadioGroup, StateTag, Table, TextArea, useSay } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { Link, useParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { dayText } from '../../shared/dates.ts'
import { useKeptText } from '../../shared/kept-text.tsx'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import styles from './item-adjustments.module.css'
import { adjustmentMessages as say } from './messages.ts'
import { TakeOverForm } from './take-over-form.tsx'

/** 事项调整: what was proposed and decided on what document, and who takes it over. */
export function AdjustmentPage() {
  const { adjustmentId = '' } = useParams()
  const reading = useQuery({
    queryKey: ['item', 'adjustment', adjustmentId],
    queryFn: ({ signal }) => api.catalogue.getAdjustment({ adjustmentId }, { signal }),
  })
  return (
    <div className={styles.page}>
      {reading.data === undefined && <h1 className="visually-hidden">{say.card}</h1>}
      <Loaded reading={reading}>{(adjustment) => <Adjustment adjustment={adjustment} />}</Loaded>
    </div>
  )
}

function Adjustment({ adjustment }: { adjustment: ItemAdjustment }) {
  const { itemId, itemName, kind, state, takeovers, abilities } = adjustment
  return (
    <>
      <p>
        <Link to={`/items/${itemId}`}>{say.back}</Link>
      </p>
      <header className={styles.line}>
        <h1>{itemName}</h1>
        <StateTag tone={state === 'proposed' ? 'soon' : state === 'decided' ? 'ok' : 'ended'}>
          {say.kinds[kind]}：{say.states[state]}
        </StateTag>
      </header>
      <Card>
        <Facts columns={2} facts={factsOf(adjustment)} />
      </Card>
      {abilities.decide && <DecideForm adjustment={adjustment} />}
      {kind === 'hand-down' && (
        <Card title={say.takeovers}>
          <Takeovers takeovers={takeovers} />
        </Card>
      )}
      {takeovers
        .filter((one) => one.abilities.answer)
        .map((one) => (
          <TakeOverForm key={one.organizationId} adjustment={adjustment} takeover={one} />
        ))}
    </>
  )
}

function factsOf(adjustment: ItemAdjustment) {
  const { document, effectiveOn, reason, runningCases, proposedByName, decidedByName, opinion } = adjustment
  return [
    { name: say.document, value: `《${document.title}》（${document.no}，${dayText(document.issuedOn, '')}）` },
    { name: say.effectiveOn, value: dayText(effectiveOn, '') },
    { name: say.reason, value: reason },
    ...(runningCases === undefined ? [] : [{ name: say.runningCases, value: runningCases }]),
    { name: say.proposedBy, value: proposedByName },
    ...(decidedByName === undefined ? [] : [{ name: say.decidedBy, value: decidedByName }]),
    ...(opinion === undefined ? [] : [{ name: say.opinion, value: opinion }]),
  ]
}

function Takeovers({ takeovers }: { takeovers: readonly Takeover[] }) {
  return (
    <Table
      caption={say.takeovers}
      captionHidden
      rows={takeovers}
      keyOf={(one) => one.organizationId}
      columns={[
        { id: 'department', header: say.department, isRowHeader: true, cell: (one) => one.organizationName },
        { id: 'place', header: say.place, cell: (one) => one.divisionName },
        { id: 'state', header: say.state, cell: (one) => say.takeoverStates[one.state] },
        {
          id: 'since',
          header: say.since,
          cell: (one) => (one.effectiveOn === undefined ? '—' : dayText(one.effectiveOn, '')),
        },
        {
          id: 'because',
          header: say.because,
          cell: (one) => one.reason ?? (one.document ? `《${one.document.title}》（${one.document.no}）` : '—'),
        },
        {
          id: 'own',
          header: say.own,
          cell: (one) =>
            one.draftId === undefined ? '—' : <Link to={`/items/drafts/${one.draftId}`}>{say.draft}</Link>,
        },
      ]}
    />
  )
}

function DecideForm({ adjustment: { adjustmentId, version } }: { adjustment: ItemAdjustment }) {
  const queries = useQueryClient()
  const tell = useSay()
  const opinion = useKeptText(`${adjustmentId} decide`)
  const [outcome, setOutcome] = useState<'pass' | 'refuse'>()
  const [isAsked, setAsked] = useState(false)
  const text = opinion.text.trim()
  const decide = useMutation({
    mutationFn: (input: 'pass' | 'refuse') =>
      api.catalogue.decideAdjustment({ adjustmentId, version, outcome: input, opinion: text }),
    onSuccess: async () => {
      opinion.forget()
      tell(say.decided)
      const touched = ['item', 'items', 'inbox', 'item-admin']
      await Promise.all(touched.map((key) => queries.invalidateQueries({ queryKey: [key] })))
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setAsked(true)
    if (outcome !== undefined && text.length >= 2) decide.mutate(outcome)
  }
  return (
    <Card title={say.decide}>
      <form className={styles.stack} aria-label={say.decide} noValidate onSubmit={submit}>
        <Refusal error={decide.error} />
        <RadioGroup
          id="adjustment-outcome"
          name="outcome"
          label={say.outcome}
          inline
          choices={[
            { value: 'pass', label: say.pass },
            { value: 'refuse', label: say.refuse },
          ]}
          {...(outcome !== undefined && { value: outcome })}
          error={isAsked && outcome === undefined ? say.must : undefined}
          onChange={(event) => setOutcome(event.target.value === 'pass' ? 'pass' : 'refuse')}
        />
        <TextArea
          id="adjustment-opinion"
          label={say.opinion}
          maxLength={1000}
          value={opinion.text}
          error={isAsked && text.length < 2 ? say.must : undefined}
          onChange={(event) => opinion.setText(event.target.value)}
        />
        <div>
          <Button type="submit" look="main" busy={decide.isPending}>
            {say.confirm}
          </Button>
        </div>
      </form>
    </Card>
  )
}
