import type { CalendarDate } from '../../../kernel/index.ts'
import type { PostRole } from '../contract/staff.ts'

export type StaffChangeKind = 'join' | 'move' | 'leave'
export type StaffChangeState = 'proposed' | 'confirmed' | 'refused' | 'cancelled'

/** A post that a change gives; its id is known before the day, so that copies of it need not change. */
export interface BeginningPost {
  readonly id: string
  readonly role: PostRole
  readonly organizationId: string
  readonly division: string
}

/** 人员变动 as it is kept. */
export interface StaffChange {
  readonly id: string
  readonly kind: StaffChangeKind
  readonly staffId: string
  readonly division: string
  /** The first day on which it holds. */
  readonly effectiveOn: CalendarDate
  readonly isEmergency: boolean
  /** Posts that end with that day; of who leaves all do, whichever they are by then. */
  readonly ends: readonly string[]
  readonly begins: readonly BeginningPost[]
  /** Where the official belongs from that day on, unless he leaves. */
  readonly organizationId?: string
  readonly successorId?: string
  readonly state: StaffChangeState
  /** Public ids of the members of staff. */
  readonly proposedBy: string
  readonly proposedAt: Date
  readonly decidedBy?: string
  readonly carriedOutAt?: Date
  readonly version: number
}

export const KIND_TITLES: Readonly<Record<StaffChangeKind, string>> = { join: '入职', move: '调岗', leave: '离职' }

/** 双人: neither who proposed it nor whom it is about. */
export function isSecondPersonOf(
  { proposedBy, staffId }: Pick<StaffChange, 'proposedBy' | 'staffId'>,
  actor: string | undefined,
): boolean {
  return actor !== undefined && actor !== proposedBy && actor !== staffId
}

/** Confirmed and waiting for its day. */
export function isToCome({ state, carriedOutAt }: Pick<StaffChange, 'state' | 'carriedOutAt'>): boolean {
  return state === 'confirmed' && carriedOutAt === undefined
}

/** What it has come to, in words. */
export function standingOf(change: Pick<StaffChange, 'state' | 'carriedOutAt' | 'isEmergency'>): string {
  if (change.state === 'cancelled') return '已取消'
  if (change.isEmergency) {
    if (change.state === 'proposed') return '已紧急生效，待事后确认'
    return change.state === 'confirmed' ? '已生效' : '已紧急生效，事后不同意'
  }
  if (change.state === 'proposed') return '待确认'
  if (change.state === 'refused') return '已退回'
  return change.carriedOutAt === undefined ? '已确认，到日生效' : '已生效'
}
