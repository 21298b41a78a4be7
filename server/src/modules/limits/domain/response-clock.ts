import { type MinuteLimit, type Reminder, remindersOf } from './minute-limit.ts'
import type { Minute, WorkingTime } from './working-time.ts'

/** What happened in a conversation with an applicant. By which way it came (phone, page, window) makes no difference. */
export type Turn =
  | { readonly at: Minute; readonly what: 'asked' | 'answered'; readonly channel: string }
  | { readonly at: Minute; readonly what: 'stopped'; readonly because: string; readonly legalBasis: string }
  | { readonly at: Minute; readonly what: 'resumed' }
  | { readonly at: Minute; readonly what: 'ended' }

/** 首次答复 and 后续答复: so many minutes of office hours for each, and on what basis. */
export interface ResponseTargets {
  readonly first: number
  readonly next: number
  readonly basis: string
}

/** The clocks of a conversation: the first answer's, then one for each time that the applicant waits again. */
export interface ResponseClock {
  readonly limits: readonly MinuteLimit[]
}

export const SILENT: ResponseClock = { limits: [] }

/** One turn more. Nothing is read but the clock and the turn, so that a replay of the turns gives the same. */
export function takeTurn(clock: ResponseClock, turn: Turn, targets: ResponseTargets): ResponseClock {
  const open = clock.limits.at(-1)?.closedAt === undefined ? clock.limits.at(-1) : undefined
  switch (turn.what) {
    case 'asked':
      // Who asks again while waiting has not got more patience: the running clock goes on.
      return open ? clock : { limits: [...clock.limits, openedBy(clock, turn.at, targets)] }
    case 'answered':
    case 'ended':
      return open ? replaceLast(clock, closedAt(open, turn.at)) : clock
    case 'stopped':
      return open && !isStopped(open) ? replaceLast(clock, stopped(open, turn)) : clock
    case 'resumed':
      return open ? replaceLast(clock, resumed(open, turn.at)) : clock
  }
}

export function replayTurns(turns: readonly Turn[], targets: ResponseTargets): ResponseClock {
  return turns.reduce((clock, turn) => takeTurn(clock, turn, targets), SILENT)
}

/** The next reminder that lies behind a minute: from the facts each time, so that it can't be an old one. */
export function nextReminder(clock: ResponseClock, time: WorkingTime, after: Minute): Reminder | undefined {
  return clock.limits
    .flatMap((limit) => remindersOf(limit, time))
    .filter((reminder) => reminder.at > after)
    .sort((a, b) => a.at - b.at)[0]
}

function openedBy({ limits }: ResponseClock, startAt: Minute, targets: ResponseTargets): MinuteLimit {
  const isFirst = limits.length === 0
  const title = isFirst ? '首次答复' : '后续答复'
  return { title, basis: targets.basis, startAt, minutes: isFirst ? targets.first : targets.next, stops: [] }
}

function replaceLast({ limits }: ResponseClock, last: MinuteLimit): ResponseClock {
  return { limits: [...limits.slice(0, -1), last] }
}

function closedAt(limit: MinuteLimit, at: Minute): MinuteLimit {
  return { ...resumed(limit, at), closedAt: at }
}

function isStopped({ stops }: MinuteLimit): boolean {
  return stops.some((stop) => stop.to === undefined)
}

function stopped(limit: MinuteLimit, { at, because, legalBasis }: Extract<Turn, { what: 'stopped' }>): MinuteLimit {
  return { ...limit, stops: [...limit.stops, { from: at, because, legalBasis }] }
}

function resumed(limit: MinuteLimit, at: Minute): MinuteLimit {
  return { ...limit, stops: limit.stops.map((stop) => (stop.to === undefined ? { ...stop, to: at } : stop)) }
}
