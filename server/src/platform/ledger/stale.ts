import { sql } from 'kysely'
import { problem, problems } from '../../kernel/index.ts'
import type { Problem, StreamName } from '../../kernel/index.ts'
import type { Context } from '../act/context.ts'
import { nameKeys, tablesOf } from '../db/index.ts'
import type { LedgerEntry, RecordedActor } from './entry.ts'

export const staleProblems = problems('http', {
  'stale-version': {
    status: 409,
    title: '内容已被他人改动',
    detail: '{by}已于{at}办理了“{what}”。请刷新后核对，您填写的内容不会丢失。',
  },
})

/** How entries and actors are named to a user; given by the composition root. */
export interface StaleDescriptions {
  eventTitle(kind: string): string
  actorName(ctx: Context, actor: RecordedActor): Promise<string>
}

/** Who changed the thing meanwhile, and what: read from the newest entry of its stream. */
export async function staleProblem(
  ctx: Context,
  stream: StreamName & { readonly module: string | undefined },
  describe: StaleDescriptions | undefined,
): Promise<Problem> {
  nameKeys(ctx.tx, [stream.name])
  const found = await sql<{ canonical: string }>`select canonical from ledger.entries
    where jurisdiction = ${stream.jurisdiction} and stream = ${stream.name} and kind like ${`${stream.module ?? ''}%`} order by seq desc limit 1`.execute(
    tablesOf<unknown>(ctx.tx),
  )
  const text = found.rows[0]?.canonical
  if (!text) return problem(staleProblems['stale-version'], { by: '其他人', at: '刚才', what: '修改' })
  const entry = JSON.parse(text) as LedgerEntry
  return problem(staleProblems['stale-version'], {
    by: (await describe?.actorName(ctx, entry.actor)) ?? '其他人',
    at: shanghaiTime(new Date(entry.recordedAt)),
    what: describe?.eventTitle(entry.kind) ?? entry.kind,
  })
}

const FORMAT = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' })

export function shanghaiTime(at: Date): string {
  return FORMAT.format(at)
}
