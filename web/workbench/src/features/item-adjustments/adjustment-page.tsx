import { useQuery } from '@tanstack/react-query'
import type { ItemAdjustment, Takeover } from '@yiwang/server/contract/catalogue'
import { Card, Facts, StateTag, Table } from '@yiwang/ui'
import { Link, useParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { dayText } from '../../shared/dates.ts'
import { DecisionForm } from '../../shared/decision-form.tsx'
import frame from '../../shared/page-frame.module.css'
import { Loaded } from '../../shared/page-states.tsx'
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
    <div className={frame.page}>
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
      <header className={frame.line}>
        <h1>{itemName}</h1>
        <StateTag tone={state === 'proposed' ? 'soon' : state === 'decided' ? 'ok' : 'ended'}>
          {say.kinds[kind]}：{say.states[state]}
        </StateTag>
      </header>
      <Card>
        <Facts columns={2} facts={factsOf(adjustment)} />
      </Card>
      {abilities.decide && <DecideForm adjustment={adjustment} />}
      {kind !== 'cancel' && (
        <Card title={kind === 'take-back' ? say.takenBack : say.takeovers}>
          <Takeovers adjustment={adjustment} />
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

function Takeovers({ adjustment: { kind, takeovers } }: { adjustment: ItemAdjustment }) {
  return (
    <Table
      caption={say.takeovers}
      captionHidden
      rows={takeovers}
      keyOf={(one) => one.organizationId}
      columns={[
        { id: 'department', header: say.department, isRowHeader: true, cell: (one) => one.organizationName },
        { id: 'place', header: say.place, cell: (one) => one.divisionName },
        { id: 'state', header: say.state, cell: (one) => <StateOf takeover={one} isLinked={kind === 'hand-down'} /> },
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
          cell: (one) => <Own takeover={one} />,
        },
      ]}
    />
  )
}

/** With the way to the act that took it back. */
function StateOf({ takeover, isLinked }: { takeover: Takeover; isLinked: boolean }) {
  const { state, takeBackId } = takeover
  const words = say.takeoverStates[state]
  if (state !== 'taken-back' || takeBackId === undefined || !isLinked) return words
  return <Link to={`/items/adjustments/${takeBackId}`}>{words}</Link>
}

/** The organ's item; before it is published, its draft for those who may read it. */
function Own({ takeover: { isPublished, itemId, draftId } }: { takeover: Takeover }) {
  if (isPublished && itemId !== undefined) return <Link to={`/items/${itemId}`}>{say.ownItem}</Link>
  return draftId === undefined ? '—' : <Link to={`/items/drafts/${draftId}`}>{say.draft}</Link>
}

const TOUCHED = [['item'], ['items'], ['inbox'], ['item-admin']]

function DecideForm({ adjustment: { adjustmentId, version } }: { adjustment: ItemAdjustment }) {
  return (
    <Card title={say.decide}>
      <DecisionForm
        subject={`${adjustmentId} decide`}
        title={say.decide}
        outcomes={{ pass: say.pass, refuse: say.refuse }}
        onDecide={(decision) => api.catalogue.decideAdjustment({ adjustmentId, version, ...decision })}
        told={() => say.decided}
        touched={TOUCHED}
      />
    </Card>
  )
}
