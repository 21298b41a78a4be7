import type { EventDefinition } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { RecordedActor } from '../../../platform/ledger/index.ts'
import type { OutgoingStream } from '../../../platform/outgoing/index.ts'

/** The reader that keeps the index. */
export const AUDIT_INDEX = 'audit/index'

/** 集中日志: whom the record is told to, and how. */
export interface SyslogSettings {
  /** `tls://host:port`, `tcp://host:port` or `udp://host:port`. */
  readonly targets: readonly string[]
  /** PEM of who signs their certificates; absent: those that are known anyway. */
  readonly authority?: string
  /** Within a closed network the operator lets it go in clear. */
  readonly mayBeClear?: boolean
  /** The name by which this installation is known. */
  readonly host: string
  readonly deliver: (stream: OutgoingStream) => Promise<void>
  readonly onTrouble: (trouble: { target: string; reason: string }) => void
}

/** Something for those who watch, in words that name nobody. */
export interface AuditNotice {
  readonly permit: string
  readonly division: string
  readonly kind: string
  readonly title: string
  readonly text: string
}

/** What the index is given beside the record: how things are named. It knows no module's tables, and no module knows it. */
export interface AuditDeps {
  /** Absent where no central log system is named. */
  readonly syslog?: SyslogSettings
  readonly everyEvent: () => readonly EventDefinition[]
  readonly eventTitle: (kind: string) => string
  readonly actorName: (ctx: Context, actor: RecordedActor) => Promise<string>
  /** By the hours that the division has declared, or within so many minutes of them. */
  readonly isOfficeTime: (ctx: Context, time: { division: string; at: Date; slackMinutes: number }) => Promise<boolean>
  /** Tells whoever holds a permit for a division, unless what was told before is still unread. */
  readonly tell: (ctx: Context, notice: AuditNotice) => Promise<void>
  /** Public ids of officials of exactly this name. */
  readonly staffNamed: (ctx: Context, name: string) => Promise<readonly string[]>
  /** Public ids of what belongs to a person: cases and accounts, the newest first, at most so many. */
  readonly thingsOf: (ctx: Context, person: string, most: number) => Promise<readonly string[]>
}

export type AuditContext = Context & AuditDeps
