import { useId } from 'react'
import styles from './clock-ribbon.module.css'
import { longDay, ribbonMessages as say } from './messages.ts'
import { type BarKind, layRibbon, type RibbonBar, type RibbonMark } from './ribbon-layout.ts'
import type { RibbonLimit } from './ribbon-limit.ts'

export interface ClockRibbonProps {
  /** The limit that is shown: the promised one where there is one. */
  limit: RibbonLimit
  /** The statutory limit behind a promised one, for its mark ◆. */
  law?: RibbonLimit | undefined
  /** The calendar day in Asia/Shanghai, as the server sees it. */
  today: string
  /** `row`: 24 px high, for lists. `full`: with labels, legend and the explanation. */
  size?: 'row' | 'full'
}

/** One statutory limit as a strip of days, beside the sentence that says the same. */
export function ClockRibbon({ limit, law, today, size = 'full' }: ClockRibbonProps) {
  return size === 'row' ? (
    <RowRibbon limit={limit} law={law} today={today} />
  ) : (
    <FullRibbon {...{ limit, law, today }} />
  )
}

/** 已用 7 个工作日 · 还剩 3 个工作日 */
export function ribbonSentence(limit: RibbonLimit): string {
  const used = say.used(limit.elapsedWorkdays)
  if (limit.level === 'closed') return `${closedWord(limit)} · ${used}`
  if (limit.level === 'stopped') return `${say.stopped(stopReason(limit))} · ${used}`
  if (limit.overdueWorkdays > 0) return `${say.overdue(limit.overdueWorkdays)}`
  if (limit.level === 'today') return `${say.dueToday} · ${used}`
  return `${used} · ${say.left(limit.remainingWorkdays)}`
}

function closedWord({ isOnTime }: RibbonLimit): string {
  if (isOnTime === undefined) return say.closed
  return isOnTime ? say.closedOnTime : say.closedLate
}

/** The strip names the reason in a word; the limit itself adds the law, which the explanation tells anyway. */
function stopReason({ strip, stoppedBecause }: RibbonLimit): string | undefined {
  return strip.findLast((stretch) => stretch.kind === 'stopped' && stretch.label)?.label ?? stoppedBecause
}

type Parts = Pick<ClockRibbonProps, 'limit' | 'law' | 'today'>

function RowRibbon({ limit, law, today }: Parts) {
  const id = useId()
  const layout = layRibbon(limit, today, law)
  return (
    <span className={styles.row} data-level={limit.level}>
      <svg className={styles.rowStrip} role="img" aria-labelledby={`${id}-say`} height="24">
        <Hatch id={`${id}-hatch`} />
        <Bars bars={layout.bars} top={8} height={8} hatch={`${id}-hatch`} />
        {layout.marks.map((mark) => (
          <Sign key={mark.kind} mark={mark} middle={12} />
        ))}
      </svg>
      <span id={`${id}-say`} className={styles.rowSentence}>
        {ribbonSentence(limit)}
      </span>
    </span>
  )
}

const laneHeight = 20

function FullRibbon({ limit, law, today }: Parts) {
  const id = useId()
  const layout = layRibbon(limit, today, law)
  const top = layout.lanes * laneHeight + 8
  const kinds = [...new Set(layout.bars.map((bar) => bar.kind))]
  return (
    <figure className={styles.full} data-level={limit.level}>
      <figcaption className={styles.sentence} id={`${id}-say`}>
        {ribbonSentence(limit)}
      </figcaption>
      <svg className={styles.strip} role="img" aria-labelledby={`${id}-say`} height={top + 22}>
        <Hatch id={`${id}-hatch`} />
        <Bars bars={layout.bars} top={top} height={12} hatch={`${id}-hatch`} />
        {layout.marks.map((mark) => (
          <Labelled key={mark.kind} mark={mark} lanes={layout.lanes} top={top} />
        ))}
      </svg>
      <ul className={styles.legend}>
        {kinds.map((kind) => (
          <li key={kind}>
            <LegendSwatch kind={kind} hatch={`${id}-hatch`} />
            {legendWord(kind, limit)}
          </li>
        ))}
      </ul>
      <details className={styles.why}>
        <summary>{limit.level === 'stopped' || !limit.dueOn ? say.whyStopped : say.why(longDay(limit.dueOn))}</summary>
        <p>{limit.explanation}</p>
      </details>
    </figure>
  )
}

function Bars({ bars, top, height, hatch }: { bars: RibbonBar[]; top: number; height: number; hatch: string }) {
  return bars.map((bar) => (
    <rect
      key={bar.at}
      className={styles[bar.kind]}
      x={percent(bar.at)}
      y={top}
      width={percent(bar.width)}
      height={height}
      fill={bar.kind === 'stopped' ? `url(#${hatch})` : undefined}
    >
      <title>{bar.label ?? barWord(bar.kind)}</title>
    </rect>
  ))
}

function Labelled({ mark, lanes, top }: { mark: RibbonMark; lanes: number; top: number }) {
  const baseline = (lanes - mark.lane) * laneHeight - 5
  return (
    <>
      <line className={styles.lead} x1={percent(mark.at)} x2={percent(mark.at)} y1={baseline + 4} y2={top} />
      <text className={styles.label} data-kind={mark.kind} x={percent(mark.at)} y={baseline} textAnchor={mark.anchor}>
        {mark.label}
      </text>
      <Sign mark={mark} middle={top + 6} />
    </>
  )
}

/** Percentages are not allowed in `points`, so each sign sits in an SVG of its own, centred on its day. */
function Sign({ mark, middle }: { mark: RibbonMark; middle: number }) {
  return (
    <svg x={percent(mark.at)} y={middle} width="1" height="1" overflow="visible" aria-hidden="true">
      <path className={styles[`sign-${mark.kind}`]} d={signPaths[mark.kind]} />
    </svg>
  )
}

const signPaths: Record<RibbonMark['kind'], string> = {
  start: 'M0-5A5 5 0 1 1 0 5A5 5 0 1 1 0-5Z',
  today: 'M-5-12H5L0-4ZM-.75-4H.75V8H-.75Z',
  promise: 'M0-7L7 0L0 7L-7 0Z',
  law: 'M0-7L7 0L0 7L-7 0Z',
  due: 'M0-7L7 0L0 7L-7 0Z',
}

function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect className={styles.hatchGround} width="6" height="6" />
        <rect className={styles.hatchLine} width="2" height="6" />
      </pattern>
    </defs>
  )
}

function LegendSwatch({ kind, hatch }: { kind: BarKind; hatch: string }) {
  return (
    <svg className={styles.swatch} width="22" height="10" aria-hidden="true">
      <rect
        className={styles[kind]}
        x="0.5"
        y="0.5"
        width="21"
        height="9"
        fill={kind === 'stopped' ? `url(#${hatch})` : undefined}
      />
    </svg>
  )
}

function legendWord(kind: BarKind, limit: RibbonLimit): string {
  const reasons = limit.strip.filter((stretch) => stretch.kind === kind && stretch.label).map(({ label }) => label)
  const unique = [...new Set(reasons)]
  return unique.length > 0 && kind !== 'counted' ? `${barWord(kind)}（${unique.join('、')}）` : barWord(kind)
}

function barWord(kind: BarKind): string {
  return { counted: say.counted, rest: say.rest, stopped: say.stopped(), left: say.leftDays, over: say.over }[kind]
}

function percent(value: number): string {
  return `${Math.round(value * 100) / 100}%`
}
