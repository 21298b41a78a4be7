import { Problem } from '../../../kernel/index.ts'
import { readPositions } from '../../../platform/ledger/index.ts'
import type { ReadEntry } from '../../../platform/ledger/index.ts'
import type { AuditEntry } from '../contract/index.ts'
import * as entryStore from '../store/entry-store.ts'
import type { IndexedEntry } from '../store/entry-store.ts'
import type { AuditContext } from './audit-context.ts'
import { describeEntry } from './describe-entry.ts'

/** Values beside the chain that an auditor is shown: why, and for what; not what people wrote about a case. */
const SHOWN_BESIDE = ['reason', 'purpose', 'conditions'] as const

/** The found entries as they stand in the record: the index says where they are, the record what they say. */
export async function presentEntries(ctx: AuditContext, found: readonly IndexedEntry[]): Promise<AuditEntry[]> {
  const read = new Map((await readThere(ctx, found)).map((one) => [one.position, one]))
  const numbers = await entryStore.caseNumbers(
    ctx.tx,
    found.flatMap(({ subject }) => subject ?? []),
  )
  const names = new Map<string, string>()
  const presented: AuditEntry[] = []
  for (const one of found) {
    const actorName = await nameOf(ctx, one, names)
    presented.push(present(ctx, one, { read: read.get(one.position), actorName, numbers }))
  }
  return presented
}

/** While the archive of a year is away the list still says who did what when. */
async function readThere(ctx: AuditContext, found: readonly IndexedEntry[]): Promise<ReadEntry[]> {
  try {
    return await readPositions(
      ctx,
      found.map(({ position }) => position),
    )
  } catch (error) {
    if (error instanceof Problem && error.definition.code === 'ledger/archive-away') return []
    throw error
  }
}

function present(
  ctx: AuditContext,
  one: IndexedEntry,
  { read, actorName, numbers }: { read: ReadEntry | undefined; actorName: string; numbers: Map<string, string> },
): AuditEntry {
  const { position, recordedAt, kind, category, subject } = one
  const caseNo = subject === undefined ? undefined : numbers.get(subject)
  const reason = category === 'business' ? undefined : SHOWN_BESIDE.map((field) => read?.beside[field]).find(Boolean)
  return {
    position,
    recordedAt: recordedAt.toISOString(),
    kind,
    title: ctx.eventTitle(kind),
    category,
    actorName,
    actorKind: kindOf(one, read),
    detail: read ? describeEntry(read.entry) : '',
    ...(subject !== undefined && { subject }),
    ...(caseNo !== undefined && { caseNo }),
    ...(reason !== undefined && { reason }),
    ...(read && { stream: read.entry.stream, body: read.entry.body }),
  }
}

function kindOf({ staffId }: IndexedEntry, read: ReadEntry | undefined): AuditEntry['actorKind'] {
  if (staffId !== undefined) return 'staff'
  return read?.entry.actor.kind ?? 'person'
}

async function nameOf(ctx: AuditContext, one: IndexedEntry, names: Map<string, string>): Promise<string> {
  const { staffId, accountId, category } = one
  if (staffId === undefined) {
    if (accountId !== undefined) return category === 'business' ? '申请人' : '个人账号'
    return category === 'sign-ins' || category === 'refusals' ? '未登录的来访者' : '系统'
  }
  const known = names.get(staffId) ?? (await ctx.actorName(ctx, { kind: 'staff', staffId }))
  names.set(staffId, known)
  return known
}
