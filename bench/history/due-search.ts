import pg from 'pg'
import { calendarDate, systemActor } from '../../server/src/kernel/index.ts'
import type { CalendarDate } from '../../server/src/kernel/index.ts'
import { createLimits } from '../../server/src/modules/limits/index.ts'
import { median, rounded } from '../bench.ts'
import type { BenchLine } from '../bench.ts'
import { inTurn } from './in-turn.ts'
import { openReader } from './open-reader.ts'
import type { Reader } from './open-reader.ts'
import { NEAREST } from './twins.ts'
import type { History, Sized } from './with-history.ts'

const READS = 60
const ROUNDS = 5
const BUDGET = 1.5

interface Alarms {
  readonly first: CalendarDate
  readonly due: number
  readonly running: number
}

/** Finding what is due among running limits, on the day on which as many are due in both. */
export async function dueSearch(history: History): Promise<BenchLine[]> {
  const alarms = { few: await alarmsOf(history.few), many: await alarmsOf(history.many) }
  const { first, due } = alarms.few
  if (alarms.many.first !== first || alarms.many.due !== due || due < NEAREST)
    throw new Error(`not the same is due: ${JSON.stringify(alarms)}`)
  const few = await openReader(history, history.few)
  const many = await openReader(history, history.many)
  const times = await inTurn(
    ROUNDS,
    () => round(few, alarms.few),
    () => round(many, alarms.many),
  )
  await few.close()
  await many.close()
  const ratio = rounded(times.many / times.few)
  return [
    {
      bench: 'due search',
      value: rounded(times.many),
      unit: 'ms',
      yardstick: `${rounded(times.few)} ms among ${alarms.few.running} running limits of ${history.few.cases} cases; this is among ${alarms.many.running} of ${history.many.cases}, ${history.entriesEach} entries a case; ${due} due in both`,
      ratio,
      budget: `<= ${BUDGET}`,
      holds: ratio <= BUDGET,
    },
  ]
}

/** The timer's own search, in its own transaction. */
async function round(reader: Reader, { first, due }: Alarms): Promise<number> {
  const { api } = createLimits()
  const times: number[] = []
  for (let read = 0; read < READS; read += 1) {
    times.push(
      await reader.time(
        systemActor('bench'),
        (ctx) => api.findDue(ctx, { asOf: first, size: 200 }),
        (found) => {
          if (found.length !== due) throw new Error(`${found.length} due, not ${due}`)
        },
      ),
    )
  }
  return median(times)
}

async function alarmsOf({ url }: Sized): Promise<Alarms> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const found = await client.query<{ first: string; due: number; running: number }>(
    `select first::text, (select count(*)::int from limits.limits where next_alarm_on <= first) as due,
      (select count(*)::int from limits.limits where state = 'running') as running
    from (select min(next_alarm_on) as first from limits.limits) as alarms`,
  )
  await client.end()
  const { first, due, running } = found.rows[0]!
  return { first: calendarDate(first), due, running }
}
