import { INSTALLATION, PUBLIC_ID_PATTERN } from '../../../kernel/index.ts'
import type { LedgerEntry, PlacedEntry } from '../../../platform/ledger/index.ts'
import type { AuditCategory } from '../contract/audit-category.ts'
import { categoryOf } from '../queries/audit-category.ts'
import type { IndexedEntry } from '../store/entry-store.ts'

const PUBLIC_ID = new RegExp(PUBLIC_ID_PATTERN)
const DIVISION = /^\d{6}(\d{3}){0,2}$/

/**
 * Undefined for what the system does of itself within a case (a clock that is reckoned anew, a task that opens): that follows from
 * acts which are here, and stands in the case's own stream.
 * @param staffOf whom an account belongs to, as far as the record has said so far
 */
export function indexedEntry(
  { position, entry }: PlacedEntry,
  staffOf: (accountId: string) => string | undefined,
): IndexedEntry | undefined {
  const category = categoryOf(entry.kind)
  if (category === 'business' && entry.actor.kind === 'system') return undefined
  const accountId = accountOf(entry, category)
  const staffId = entry.actor.staffId ?? (accountId === undefined ? undefined : staffOf(accountId))
  const subject = subjectOf(entry)
  return {
    jurisdiction: entry.jurisdiction,
    position,
    recordedAt: new Date(entry.recordedAt),
    kind: entry.kind,
    category,
    division: divisionOf(entry),
    ...(staffId !== undefined && { staffId }),
    ...(accountId !== undefined && { accountId }),
    ...(subject !== undefined && { subject }),
  }
}

/** Before somebody is signed in nobody acts: an attempt is the account's that it was made on. */
function accountOf({ actor, body }: LedgerEntry, category: AuditCategory): string | undefined {
  if (actor.accountId !== undefined) return actor.accountId
  const ofAttempt = category === 'sign-ins' || category === 'refusals'
  return ofAttempt && actor.kind === 'anonymous' ? textOf(body, 'accountId') : undefined
}

/** The thing itself before what it belongs to: a reading and a paper name their case, an act its stream. */
function subjectOf({ stream, body }: LedgerEntry): string | undefined {
  const ofStream = stream.slice(stream.indexOf(':') + 1)
  const named = [textOf(body, 'caseId'), textOf(body, 'subject'), ofStream]
  return named.find((text) => text !== undefined && PUBLIC_ID.test(text))
}

function divisionOf({ body, jurisdiction }: LedgerEntry): string {
  const division = textOf(body, 'division')
  const isInside = division !== undefined && DIVISION.test(division) && division.startsWith(jurisdiction)
  return isInside && jurisdiction !== INSTALLATION ? division : jurisdiction
}

function textOf(body: LedgerEntry['body'], field: string): string | undefined {
  const value = body[field]
  return typeof value === 'string' ? value : undefined
}
