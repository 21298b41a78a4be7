import { newPublicId } from '../../server/src/kernel/index.ts'
import type { Actor, Role } from '../../server/src/kernel/index.ts'
import { casesPermits } from '../../server/src/modules/cases/contract/index.ts'
import { list } from '../../server/src/modules/cases/store/case-store.ts'
import { grantsOf } from '../../server/src/platform/permits/index.ts'
import { percentile, rounded } from '../bench.ts'
import type { BenchLine } from '../bench.ts'
import { inTurn } from './in-turn.ts'
import { openReader } from './open-reader.ts'
import type { Reader } from './open-reader.ts'
import { COUNTY, VILLAGES } from './twins.ts'
import type { History } from './with-history.ts'

const PAGE = 21
const READS = 100
const ROUNDS = 5
const GROWTH_BUDGET = 1.5
const MS_BUDGET = 150
const ROLE: Role = 'window-clerk'

/**
 * The first page of the officials' list of cases: 500 items in 400 villages; for an officer of the county, and for one who has a
 * post in each of the villages.
 */
export async function caseList(history: History): Promise<BenchLine[]> {
  const few = await openReader(history, history.few)
  const many = await openReader(history, history.many)
  const lines: BenchLine[] = []
  for (const [reach, divisions] of [
    ['a county', [COUNTY]],
    ['four hundred villages', VILLAGES],
  ] as const) {
    const actor = officer(history.organizationId, divisions)
    const times = await inTurn(
      ROUNDS,
      () => round(few, actor),
      () => round(many, actor),
    )
    lines.push(lineOf(history, reach, times))
  }
  await few.close()
  await many.close()
  return lines
}

async function round(reader: Reader, actor: Actor): Promise<number> {
  const times: number[] = []
  for (let read = 0; read < READS; read += 1) {
    times.push(
      await reader.time(
        actor,
        (ctx) => list(ctx.tx, ctx.permit.reach(casesPermits.read.name), { limit: PAGE }),
        (found) => {
          if (found.length !== PAGE) throw new Error(`a page of ${found.length}`)
        },
      ),
    )
  }
  return percentile(times, 0.95)
}

function officer(organizationId: string, divisions: readonly string[]): Actor {
  const accountId = newPublicId('000000')
  const posts = divisions.map((division) => ({ role: ROLE, division, organizationId }))
  const grants = grantsOf(Object.values(casesPermits), { posts, roles: [ROLE], accountId })
  return { kind: 'staff', accountId, staffId: accountId, organizationId, jurisdiction: COUNTY, roles: [ROLE], grants }
}

function lineOf(history: History, reach: string, { few, many }: { few: number; many: number }): BenchLine {
  const ratio = rounded(many / few)
  return {
    bench: `list of cases, first page p95, reach of ${reach}`,
    value: rounded(many),
    unit: 'ms',
    yardstick: `${rounded(few)} ms with ${history.few.cases} cases; this is with ${history.many.cases}, ${history.entriesEach} entries each`,
    ratio,
    budget: `<= ${GROWTH_BUDGET} x and <= ${MS_BUDGET} ms`,
    holds: ratio <= GROWTH_BUDGET && many <= MS_BUDGET,
  }
}
