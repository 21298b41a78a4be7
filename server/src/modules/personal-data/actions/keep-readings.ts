import type { Context } from '../../../platform/act/index.ts'
import type { PlacedEntry } from '../../../platform/ledger/index.ts'
import * as readingStore from '../store/reading-store.ts'

/** 记下查阅: what entries say of who read what. */
export function keepReadings(ctx: Context, entries: readonly PlacedEntry[]): Promise<void> {
  return readingStore.addAll(ctx.tx, entries.map(readingOf))
}

export function forgetReadings(ctx: Context): Promise<void> {
  return readingStore.forgetAll(ctx.tx)
}

function readingOf({ position, entry }: PlacedEntry): readingStore.Reading {
  const { subject, what, purpose } = entry.body
  const { accountId, staffId, organizationId } = entry.actor
  return {
    jurisdiction: entry.jurisdiction,
    position,
    subject: String(subject),
    what: String(what),
    readAt: new Date(entry.occurredAt),
    ...(typeof purpose === 'string' && { purpose }),
    ...(accountId !== undefined && { accountId }),
    ...(staffId !== undefined && { staffId }),
    ...(organizationId !== undefined && { organizationId }),
  }
}
