import type { HallBlock, HallContent, HallFloor } from '@yiwang/server/contract/organizations'

/** The days of which hours are written, in the order of the form. */
export const HOURS_DAYS = ['workday', '6', '7', 'holiday'] as const
export const DIFFERING_DAYS = ['1', '2', '3', '4', '5'] as const
export type HoursDay = (typeof HOURS_DAYS)[number] | (typeof DIFFERING_DAYS)[number]
type Stretches = NonNullable<HallContent['hours']>['workday']

/** What is typed: hours stay texts until they are saved. */
export interface HallForm {
  readonly name: string
  readonly address: string
  readonly phone: string
  readonly traffic: string
  readonly inUse: boolean
  readonly hasOwnHours: boolean
  readonly hours: Readonly<Partial<Record<HoursDay, string>>>
  readonly hoursNote: string
  readonly floors: readonly HallFloor[]
}

export const BLANK_HALL: HallForm = {
  ...{ name: '', address: '', phone: '', traffic: '', inUse: true },
  ...{ hasOwnHours: false, hours: { workday: '9:00-12:00 14:00-17:00' }, hoursNote: '', floors: [] },
}

export function toForm(content: HallContent): HallForm {
  const { name, address, phone = '', traffic = '', inUse, hours, hoursNote = '', floors } = content
  return {
    ...{ name, address, phone, traffic, inUse, hoursNote, floors },
    hasOwnHours: hours !== undefined,
    hours: hours ? hoursTexts(hours) : BLANK_HALL.hours,
  }
}

function hoursTexts(hours: NonNullable<HallContent['hours']>): HallForm['hours'] {
  const { workday, weekdays = {}, weekend, holiday } = hours
  const differing = DIFFERING_DAYS.flatMap((day) => {
    const own = weekdays[day]
    return own ? [[day, writeStretches(own) || CLOSED]] : []
  })
  return {
    ...Object.fromEntries(differing),
    workday: writeStretches(workday),
    '6': writeStretches(weekdays['6'] ?? weekend),
    '7': writeStretches(weekdays['7'] ?? weekend),
    holiday: writeStretches(holiday),
  }
}

/** The content, or which hours cannot be read. */
export function toContent(form: HallForm): { content: HallContent } | { unread: HoursDay[] } {
  const days: readonly HoursDay[] = form.hasOwnHours ? [...HOURS_DAYS, ...DIFFERING_DAYS] : []
  const unread = days.filter((day) => readStretches(form.hours[day] ?? '') === undefined)
  if (unread.length > 0) return { unread }
  const { name, address, phone, traffic, hoursNote, inUse, floors } = form
  return {
    content: {
      ...{ name: name.trim(), address: address.trim(), inUse, floors: floors.map(trimmed) },
      ...(phone.trim() !== '' && { phone: phone.trim() }),
      ...(traffic.trim() !== '' && { traffic: traffic.trim() }),
      ...(hoursNote.trim() !== '' && { hoursNote: hoursNote.trim() }),
      ...(form.hasOwnHours && { hours: hoursOf(form.hours) }),
    },
  }
}

function hoursOf(texts: HallForm['hours']): NonNullable<HallContent['hours']> {
  const read = (day: HoursDay) => readStretches(texts[day] ?? '') ?? []
  const differing = DIFFERING_DAYS.filter((day) => (texts[day] ?? '').trim() !== '')
  const weekdays = Object.fromEntries([...differing, '6' as const, '7' as const].map((day) => [day, read(day)]))
  return { workday: read('workday'), weekdays, weekend: [], holiday: read('holiday') }
}

/** A text that says nothing is not said; only a window has a number. */
function trimmed(floor: HallFloor): HallFloor {
  return {
    ...floor,
    name: floor.name.trim(),
    blocks: floor.blocks.map(({ number, name, zone, ...rest }) => ({
      ...rest,
      ...(rest.kind === 'window' && number?.trim() && { number: number.trim() }),
      ...(name?.trim() && { name: name.trim() }),
      ...(zone?.trim() && { zone: zone.trim() }),
    })),
  }
}

const CLOSED = '不开放'
const ALL_DAY = '全天'

/** 8:30-12:00 14:30-18:00; undefined for what is no time. */
export function readStretches(text: string): Stretches | undefined {
  const plain = text.normalize('NFKC').replaceAll(/\s*(?:[–—−~～至到]|--?)\s*/g, '-')
  const words = plain.split(/[\s、,;。]+/).filter(Boolean)
  if (words.length === 0 || words.join() === CLOSED) return []
  if (words.join() === ALL_DAY) return [{ from: 0, to: 1440 }]
  const stretches = words.map((word) => {
    const [, fromHour, fromMinute, toHour, toMinute] = /^(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$/.exec(word) ?? []
    return { from: minuteOf(fromHour, fromMinute), to: minuteOf(toHour, toMinute) }
  })
  const isTime = stretches.every(({ from, to }) => from < to && to <= 1440)
  return isTime ? stretches : undefined
}

function minuteOf(hour = '', minute = ''): number {
  return hour === '' || Number(minute) > 59 ? Number.NaN : Number(hour) * 60 + Number(minute)
}

function writeStretches(stretches: Stretches): string {
  if (stretches.length === 1 && stretches[0]!.from === 0 && stretches[0]!.to === 1440) return ALL_DAY
  return stretches.map(({ from, to }) => `${timeText(from)}-${timeText(to)}`).join(' ')
}

function timeText(minute: number): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
}

/** A new one where there is room: the first free cell, row by row; undefined when every cell is taken. */
export function placeBlock(floor: HallFloor, kind: HallBlock['kind']): HallBlock | undefined {
  for (let row = 1; row <= floor.rows; row += 1) {
    for (let column = 1; column <= floor.columns; column += 1) {
      if (!floor.blocks.some((block) => holds(block, column, row)))
        return { kind, column, row, width: 1, height: 1, ...(kind === 'window' && { number: nextNumber(floor) }) }
    }
  }
  return undefined
}

function holds(block: HallBlock, column: number, row: number): boolean {
  const isAcross = column >= block.column && column < block.column + block.width
  return isAcross && row >= block.row && row < block.row + block.height
}

/** One more than the last window’s, with what stands before the figure. */
function nextNumber({ blocks }: HallFloor): string {
  const last = blocks.findLast(({ kind }) => kind === 'window')?.number ?? ''
  const [, before = '', figure] = /^(.*?)(\d+)$/.exec(last) ?? []
  return figure === undefined ? (last === '' ? '1' : '') : `${before}${Number(figure) + 1}`
}

/** Moved by a cell, never out of the floor. */
export function moveBlock(floor: HallFloor, block: HallBlock, by: { column: number; row: number }): HallBlock {
  const within = (at: number, most: number) => Math.max(1, Math.min(at, most))
  return {
    ...block,
    column: within(block.column + by.column, floor.columns - block.width + 1),
    row: within(block.row + by.row, floor.rows - block.height + 1),
  }
}
