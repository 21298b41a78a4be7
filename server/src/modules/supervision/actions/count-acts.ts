import { todayIn } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { PlacedEntry } from '../../../platform/ledger/index.ts'
import * as cases from '../../cases/contract/events.ts'
import type { CountedAct } from '../contract/index.ts'
import { addActs, forgetActs } from '../store/daily-acts-store.ts'
import type { ActCount } from '../store/daily-acts-store.ts'

const ACT_OF_KIND: ReadonlyMap<string, CountedAct> = new Map([
  [cases.CaseSubmitted.kind, 'submitted'],
  [cases.CaseReceived.kind, 'received'],
  [cases.CaseAccepted.kind, 'accepted'],
  [cases.AcceptanceDeclined.kind, 'declined'],
  [cases.CaseWithdrawn.kind, 'withdrawn'],
  [cases.CaseClosed.kind, 'closed'],
])

/** 办件量: adds what the entries say to the counts of the days on which it happened. */
export async function countActs(ctx: Context, entries: readonly PlacedEntry[]): Promise<void> {
  const counts = new Map<string, ActCount>()
  for (const { entry } of entries) {
    const { division, organizationId } = entry.body
    const act = actOf(entry)
    if (act === undefined || typeof division !== 'string' || typeof organizationId !== 'string') continue
    const day = todayIn(new Date(entry.occurredAt))
    const key = [entry.jurisdiction, division, organizationId, day, act].join(' ')
    const acts = (counts.get(key)?.acts ?? 0) + 1
    counts.set(key, { jurisdiction: entry.jurisdiction, division, organizationId, day, act, acts })
  }
  if (counts.size > 0) await addActs(ctx.tx, [...counts.values()])
}

export async function forgetCounts(ctx: Context): Promise<void> {
  await forgetActs(ctx.tx)
}

function actOf({ kind, body }: PlacedEntry['entry']): CountedAct | undefined {
  if (kind === cases.CaseDecided.kind) return body['granted'] === true ? 'granted' : 'denied'
  return ACT_OF_KIND.get(kind)
}
