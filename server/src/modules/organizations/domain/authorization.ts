import type { CalendarDate } from '../../../kernel/calendar-date.ts'
import type { AuthorizationPower } from '../contract/authorization.ts'

/** 授权书: what an organization lets one of its staff do in its name (首席代表授权, 三项权力). */
export interface Authorization {
  readonly granteeId: string
  readonly grantorId: string
  readonly powers: readonly AuthorizationPower[]
  /** Absent: all items of the grantor. */
  readonly itemIds?: readonly string[]
  readonly validFrom: CalendarDate
  readonly validTo: CalendarDate
  readonly revokedOn?: CalendarDate
}

export interface AuthorizedAct {
  readonly staffId: string
  readonly organizationId: string
  readonly power: AuthorizationPower
  readonly itemId?: string
  readonly on: CalendarDate
}

/** A revocation takes effect on its day: an act of that day is no longer covered. */
export function covers(authorization: Authorization, act: AuthorizedAct): boolean {
  return (
    authorization.granteeId === act.staffId &&
    authorization.grantorId === act.organizationId &&
    authorization.powers.includes(act.power) &&
    authorization.validFrom <= act.on &&
    act.on <= authorization.validTo &&
    (authorization.revokedOn === undefined || act.on < authorization.revokedOn) &&
    (authorization.itemIds === undefined || (act.itemId !== undefined && authorization.itemIds.includes(act.itemId)))
  )
}
