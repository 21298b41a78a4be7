import type { EventDefinition } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { RecordedActor } from '../../../platform/ledger/index.ts'

/** The reader that keeps the index. */
export const AUDIT_INDEX = 'audit/index'

/** What the index is given beside the record: how things are named. It knows no module's tables, and no module knows it. */
export interface AuditDeps {
  readonly everyEvent: () => readonly EventDefinition[]
  readonly eventTitle: (kind: string) => string
  readonly actorName: (ctx: Context, actor: RecordedActor) => Promise<string>
  /** By the hours that the division has declared, or within so many minutes of them. */
  readonly isOfficeTime: (ctx: Context, time: { division: string; at: Date; slackMinutes: number }) => Promise<boolean>
  /** Public ids of officials of exactly this name. */
  readonly staffNamed: (ctx: Context, name: string) => Promise<readonly string[]>
  /** Public ids of what belongs to a person: cases and accounts, the newest first, at most so many. */
  readonly thingsOf: (ctx: Context, person: string, most: number) => Promise<readonly string[]>
}

export type AuditContext = Context & AuditDeps
