import type { HolderCodeType, LicenceField, LicenceState } from '../contract/licence.ts'
import { maskName } from '../../../kernel/index.ts'
import type { CalendarDate, Reachable } from '../../../kernel/index.ts'

/** What is stored; `expired` follows from the day. */
export type StoredState = Exclude<LicenceState, 'expired'>

/** 电子证照 as it is kept. */
export interface Licence {
  readonly id: string
  readonly identifier: string | undefined
  readonly licenceNo: string | undefined
  readonly serial: string | undefined
  /** 版本号 of the identifier. */
  readonly edition: number
  readonly typeCode: string
  readonly name: string
  readonly holder: string
  readonly holderCode: string
  readonly holderCodeType: HolderCodeType
  readonly fields: readonly LicenceField[]
  readonly ownerAccountId: string | undefined
  readonly organizationId: string
  readonly organizationName: string
  readonly issuerCode: string
  readonly division: string
  readonly caseId: string | undefined
  readonly itemId: string | undefined
  readonly issuedOn: CalendarDate
  readonly validFrom: CalendarDate
  readonly validTo: CalendarDate | undefined
  readonly state: StoredState
  readonly stateOn: CalendarDate | undefined
  readonly stateReason: string | undefined
  readonly stateBasis: string | undefined
  readonly supersedes: string | undefined
  readonly documentId: string | undefined
  /** The day on which the holder's personal data were erased. */
  readonly erasedOn: CalendarDate | undefined
  readonly version: number
}

export const STATE_TITLES: Readonly<Record<LicenceState, string>> = {
  issued: '有效',
  expired: '已过期',
  suspended: '暂扣',
  revoked: '撤销、吊销',
  cancelled: '注销',
  superseded: '已变更',
}

/** The state as of a day: valid to its last day, expired from the next. */
export function stateOn(licence: Pick<Licence, 'state' | 'validTo'>, day: CalendarDate): LicenceState {
  const isPast = licence.validTo !== undefined && licence.validTo < day
  return licence.state === 'issued' && isPast ? 'expired' : licence.state
}

/** A person's name is masked for strangers; an organization's is public. */
export function publicHolder(
  licence: Pick<Licence, 'holder' | 'holderCodeType'> & Partial<Pick<Licence, 'erasedOn'>>,
): string {
  if (licence.erasedOn !== undefined) return licence.holder
  return licence.holderCodeType === 'credit-code' ? licence.holder : maskName(licence.holder)
}

/** What permits ask of a licence. */
export function reachOf(licence: Pick<Licence, 'division' | 'organizationId' | 'ownerAccountId'>): Reachable {
  const { division, organizationId, ownerAccountId: ownerId } = licence
  return { division, organizationId, ownerId }
}
