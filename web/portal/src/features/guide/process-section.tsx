import type { ServiceItem } from '@yiwang/server/contract/catalogue'
import { Skeleton } from '@yiwang/ui'
import { lazy, Suspense } from 'react'
import { useSeen } from '../../shared/use-seen.ts'
import styles from './guide.module.css'
import { guideMessages } from './messages.ts'

const say = guideMessages.process
const FlowChart = lazy(() => import('../../shared/flow-chart/flow-chart.tsx'))

/** The steps in words, then the flow chart of the same BPMN; who can't see the chart misses nothing. */
export function ProcessSection({ item }: { item: ServiceItem }) {
  return (
    <>
      <ol className={styles.process} aria-label={say.caption}>
        {item.steps.map((step, index) => (
          <li key={`${step.step} ${step.name}`}>
            <span className={styles.stepNumber}>{say.step(index + 1)}</span>
            <span className={styles.stepName}>{step.name}</span>
            <span className={styles.note}>
              {[step.doer && say.doer(step.doer), stepLimit(step.limitWorkdays)].filter(Boolean).join(' · ')}
            </span>
            {step.note && <span className={styles.note}>{step.note}</span>}
          </li>
        ))}
      </ol>
      <SpecialProcedures item={item} />
      <Chart item={item} />
    </>
  )
}

function SpecialProcedures({ item }: { item: ServiceItem }) {
  if (item.specialProcedures.length === 0) return null
  return (
    <div>
      <h3 className={styles.subTitle}>{say.special}</h3>
      <ul>
        {item.specialProcedures.map((procedure) => (
          <li key={procedure.code}>
            {procedure.name} · {procedure.stopsClock ? say.stops : say.runs}
            {procedure.limitWorkdays !== undefined && ` · ${say.atMost(procedure.limitWorkdays)}`}
            {procedure.legalBasis && <span className={styles.note}>{procedure.legalBasis}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Drawn in the browser and only when it is looked at: the words above say the same. */
function Chart({ item }: { item: ServiceItem }) {
  const [place, isSeen] = useSeen<HTMLDivElement>()
  return (
    <div ref={place} className={styles.chart}>
      {isSeen && (
        <Suspense fallback={<Skeleton label={say.chartLoading} lines={5} />}>
          <FlowChart
            source={chartSource(item)}
            words={{ title: say.chart, failed: say.chartFailed, note: say.chartNote, wide: say.chartWide }}
          />
        </Suspense>
      )}
    </div>
  )
}

function chartSource({ id, flow }: ServiceItem): string {
  const jurisdiction = id.slice(0, 6)
  return `/api/flows/${jurisdiction}/${encodeURIComponent(flow.definitionId)}/${flow.version}/chart`
}

function stepLimit(days: number | undefined): string | undefined {
  if (days === undefined) return undefined
  return days === 0 ? say.atOnce : say.within(days)
}
