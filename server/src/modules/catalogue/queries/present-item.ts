import type { CalendarDate } from '../../../kernel/index.ts'
import type { ServiceItem } from '../contract/item.ts'
import { stateOn } from '../domain/item.ts'
import type { StoredItem, StoredVersion } from '../store/item-store.ts'

/** An item in one of its versions, with the state that it has on the day. */
export function presentItem(item: StoredItem, version: StoredVersion, today: CalendarDate): ServiceItem {
  const begun = version.effectiveOn <= today
  const ended = version.supersededOn !== undefined && version.supersededOn <= today
  return {
    ...version.content,
    id: item.itemId,
    version: version.version,
    state: stateOn(item, today),
    jurisdiction: item.jurisdiction,
    organizationId: item.organizationId,
    effectiveOn: version.effectiveOn,
    isCurrent: begun && !ended,
  }
}
