import type { Context } from '../../../platform/act/index.ts'
import type { PlacedEntry } from '../../../platform/ledger/index.ts'
import * as cases from '../../cases/contract/events.ts'
import { AccountOpened } from '../../identity/contract/events.ts'
import * as entryStore from '../store/entry-store.ts'
import { indexedEntry } from './indexed-entry.ts'

/** 建立审计索引: adds what the entries say to the tables by which they are found. */
export async function indexEntries(ctx: Context, placed: readonly PlacedEntry[]): Promise<void> {
  const opened = placed.flatMap(accountsOpened)
  await entryStore.addStaffAccounts(ctx.tx, opened)
  await entryStore.addCases(ctx.tx, placed.flatMap(casesNumbered))
  const accountIds = placed.flatMap(({ entry }) => [entry.actor.accountId, entry.body['accountId']])
  const owners = await entryStore.staffOfAccounts(ctx.tx, [
    ...new Set(accountIds.filter((id) => typeof id === 'string')),
  ])
  const rows = placed.flatMap((one) => indexedEntry(one, (accountId) => owners.get(accountId)) ?? [])
  await entryStore.addEntries(ctx.tx, rows)
}

export async function forgetEntries(ctx: Context): Promise<void> {
  await entryStore.forgetAll(ctx.tx)
}

function accountsOpened({ entry }: PlacedEntry): { accountId: string; staffId: string }[] {
  const { accountId, staffId } = entry.body
  const isOfStaff = entry.kind === AccountOpened.kind && typeof accountId === 'string' && typeof staffId === 'string'
  return isOfStaff ? [{ accountId, staffId }] : []
}

function casesNumbered({ entry }: PlacedEntry): { caseId: string; caseNo: string; queryCode: string }[] {
  if (entry.kind !== cases.CaseSubmitted.kind && entry.kind !== cases.CaseReceived.kind) return []
  const { caseId, caseNo, queryCode } = entry.body
  return [{ caseId: String(caseId), caseNo: String(caseNo), queryCode: String(queryCode) }]
}
