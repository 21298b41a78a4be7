import { useQuery } from '@tanstack/react-query'
import type { PowerTypeChange, PowerTypeView } from '@yiwang/server/contract/catalogue'
import { Card, Facts, StateTag } from '@yiwang/ui'
import { Link, useParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { DecisionForm } from '../../shared/decision-form.tsx'
import frame from '../../shared/page-frame.module.css'
import { Loaded } from '../../shared/page-states.tsx'
import { Withdrawal } from '../../shared/withdrawal.tsx'
import { powerTypeMessages as say } from './messages.ts'
import { TONES } from './power-types-page.tsx'

const TOUCHED = [['power-types'], ['power-type-changes'], ['item-draft-choices'], ['inbox']]

/** 一项权力类型变更: what would be beside what is, and the decision. */
export function TypeChangePage() {
  const { changeId = '' } = useParams()
  const reading = useQuery({
    queryKey: ['power-type-changes', changeId],
    queryFn: ({ signal }) => api.catalogue.getPowerTypeChange({ changeId }, { signal }),
  })
  return (
    <div className={frame.page}>
      <p>
        <Link to="/items/types">{say.back}</Link>
      </p>
      {reading.data === undefined && <h1 className="visually-hidden">{say.waiting}</h1>}
      <Loaded reading={reading}>
        {({ change, before }) => (
          <>
            <header className={frame.line}>
              <h1>{say.changeTitle(say.kinds[change.kind], change.title)}</h1>
              <StateTag tone={TONES[change.state]}>{say.states[change.state]}</StateTag>
            </header>
            <Card>
              <Facts columns={2} facts={factsOf(change, before)} />
            </Card>
            {change.mayDecide && <Decide change={change} />}
            {change.mayWithdraw && (
              <Withdrawal
                label={say.withdraw}
                told={say.withdrawn}
                touched={TOUCHED}
                onWithdraw={() =>
                  api.catalogue.withdrawPowerType({ changeId: change.changeId, version: change.version })
                }
              />
            )}
          </>
        )}
      </Loaded>
    </div>
  )
}

function factsOf(change: PowerTypeChange, before: PowerTypeView | undefined) {
  const { reason, proposedByName, decidedByName, opinion } = change
  const said = ({ code, title, abbreviation, isPower }: PowerTypeView | PowerTypeChange) => [
    { name: say.code, value: code },
    { name: say.name, value: title },
    { name: say.abbreviation, value: abbreviation },
    { name: say.lists, value: isPower ? say.yes : say.no },
  ]
  const old = before && said(before)
  return [
    ...said(change).map(({ name, value }, at) => {
      const was = old?.[at]?.value
      return { name, value: was === undefined || was === value ? value : `${was} → ${value}` }
    }),
    { name: say.reason, value: reason },
    { name: say.by, value: proposedByName },
    ...(opinion === undefined ? [] : [{ name: say.opinion, value: `${opinion}（${decidedByName}）` }]),
  ]
}

function Decide({ change: { changeId, version } }: { change: PowerTypeChange }) {
  return (
    <Card title={say.decide}>
      <DecisionForm<'approve' | 'refuse'>
        subject={`${changeId} decide`}
        title={say.decide}
        lead={say.decideText}
        outcomes={{ approve: say.approve, refuse: say.refuse }}
        onDecide={(decision) => api.catalogue.decidePowerType({ changeId, version, ...decision })}
        told={() => say.decided}
        touched={TOUCHED}
      />
    </Card>
  )
}
