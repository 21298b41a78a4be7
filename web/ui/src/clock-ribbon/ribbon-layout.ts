import { ribbonMessages as say, shortDay } from './messages.ts'
import type { RibbonLimit, RibbonStretch } from './ribbon-limit.ts'

export type BarKind = RibbonStretch['kind'] | 'over'

export interface RibbonBar {
  kind: BarKind
  /** Both in per cent of the whole strip. */
  at: number
  width: number
  days: number
  label?: string | undefined
}

export interface RibbonMark {
  kind: 'start' | 'today' | 'promise' | 'law' | 'due'
  at: number
  label: string
  lane: number
  anchor: 'start' | 'middle' | 'end'
}

export interface RibbonLayout {
  bars: RibbonBar[]
  marks: RibbonMark[]
  lanes: number
}

/** Lays the days of one clock out on a line. `law` is the statutory limit behind a promised one. */
export function layRibbon(limit: RibbonLimit, today: string, law?: RibbonLimit): RibbonLayout {
  const stretches = joinStrips(limit, today, law)
  const first = dayNumber(stretches[0]?.from ?? limit.startOn)
  const last = Math.max(first, ...stretches.map((stretch) => dayNumber(stretch.to)))
  const span = last - first + 1
  const place = (day: number) => ((day - first) / span) * 100
  const bars = stretches.map((stretch) => {
    const from = dayNumber(stretch.from)
    const days = dayNumber(stretch.to) - from + 1
    return { kind: stretch.kind, at: place(from), width: (days / span) * 100, days, label: stretch.label }
  })
  // The day of the start is not counted, so the strip may begin after it: marks outside stand at the edge.
  const marks = marksOf(limit, today, law).map(({ day, ...mark }) => ({
    ...mark,
    at: clamp(place(mark.kind === 'start' ? day : day + 0.5)),
  }))
  return spreadLabels({ bars, marks })
}

type Stretch = Omit<RibbonStretch, 'kind'> & { kind: BarKind }

/** The strip of the limit, then what the law still allows after it, then the days that are too many. */
function joinStrips(limit: RibbonLimit, today: string, law?: RibbonLimit): Stretch[] {
  const own = limit.strip.flatMap((stretch) => splitAfter(stretch, limit.level === 'red' ? limit.dueOn : undefined))
  const end = own.at(-1)?.to ?? limit.startOn
  const beyond = (law?.strip ?? []).flatMap((stretch) => laterThan(stretch, end))
  const all = [...own, ...beyond]
  const lastDay = all.at(-1)?.to
  if (limit.level !== 'red' || !lastDay || lastDay >= today || !limit.dueOn) return all
  return [...all, { from: nextDay(lastDay), to: today, kind: 'over' }]
}

function splitAfter(stretch: RibbonStretch, due: string | undefined): Stretch[] {
  if (!due || stretch.to <= due || stretch.kind !== 'counted') return [stretch]
  if (stretch.from > due) return [{ ...stretch, kind: 'over' }]
  return [
    { ...stretch, to: due },
    { from: nextDay(due), to: stretch.to, kind: 'over' },
  ]
}

function laterThan(stretch: RibbonStretch, end: string): Stretch[] {
  if (stretch.to <= end) return []
  return [stretch.from > end ? stretch : { ...stretch, from: nextDay(end) }]
}

type DayMark = { kind: RibbonMark['kind']; day: number; label: string }

function marksOf(limit: RibbonLimit, today: string, law?: RibbonLimit): DayMark[] {
  const marks: DayMark[] = [
    { kind: 'start', day: dayNumber(limit.startOn), label: say.start(shortDay(limit.startOn)) },
    ...dueMark(limit),
    ...(law ? dueMark(law) : []),
  ]
  if (limit.level !== 'closed') marks.push({ kind: 'today', day: dayNumber(today), label: say.today })
  return marks
}

function dueMark(limit: RibbonLimit): DayMark[] {
  if (!limit.dueOn) return []
  const day = dayNumber(limit.dueOn)
  const note = shortDay(limit.dueOn) + (limit.provisional ? ` ${say.provisional}` : '')
  if (limit.kind === 'handling-promised') return [{ kind: 'promise', day, label: say.promise(note) }]
  if (limit.kind === 'handling-statutory') return [{ kind: 'law', day, label: say.law(note) }]
  return [{ kind: 'due', day, label: say.due(note) }]
}

/** A label takes about a quarter of the strip on the narrowest phone (320 px), so neighbours go one lane up. */
const labelWidth = 27

function spreadLabels(bare: { bars: RibbonBar[]; marks: Omit<RibbonMark, 'lane' | 'anchor'>[] }): RibbonLayout {
  const ends: number[] = []
  const marks = bare.marks
    .toSorted((a, b) => a.at - b.at)
    .map((mark): RibbonMark => {
      const anchor = mark.at < labelWidth / 2 ? 'start' : mark.at > 100 - labelWidth / 2 ? 'end' : 'middle'
      const left = mark.at - { start: 0, middle: labelWidth / 2, end: labelWidth }[anchor]
      const free = ends.findIndex((end) => end <= left)
      const lane = free === -1 ? ends.length : free
      ends[lane] = left + labelWidth
      return { ...mark, lane, anchor }
    })
  return { bars: bare.bars, marks, lanes: Math.max(1, ends.length) }
}

function clamp(at: number): number {
  return Math.min(100, Math.max(0, at))
}

function dayNumber(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000)
}

function nextDay(date: string): string {
  return new Date((dayNumber(date) + 1) * 86_400_000).toISOString().slice(0, 10)
}
