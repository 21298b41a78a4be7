import type { CalendarDate } from '../../../kernel/index.ts'
import type { ServiceItem, StateNotice } from '../contract/item.ts'
import { stateOn } from '../domain/item.ts'
import type { StoredItem, StoredVersion } from '../store/item-store.ts'

/** An item in one of its versions, with the state that it has on the day. */
export function presentItem(item: StoredItem, version: StoredVersion, today: CalendarDate): ServiceItem {
  const begun = version.effectiveOn <= today
  const ended = version.supersededOn !== undefined && version.supersededOn <= today
  const notice = stateNotice(item)
  return {
    ...version.content,
    id: item.itemId,
    version: version.version,
    state: stateOn(item, today),
    jurisdiction: item.jurisdiction,
    organizationId: item.organizationId,
    effectiveOn: version.effectiveOn,
    isCurrent: begun && !ended,
    ...(notice && { stateNotice: notice }),
  }
}

export function stateNotice(item: StoredItem): StateNotice | undefined {
  if (item.state === 'published' || item.stateBasis === undefined) return undefined
  return {
    state: item.state,
    effectiveOn: item.stateEffectiveOn,
    basis: item.stateBasis,
    ...(item.stateDocumentNo !== undefined && { documentNo: item.stateDocumentNo }),
    ...(item.stateRunningCases !== undefined && { runningCases: item.stateRunningCases }),
    ...(item.runningRule !== undefined && { runningRule: item.runningRule }),
  }
}
