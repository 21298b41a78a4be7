import type { LedgerReader } from '../../../platform/module/index.ts'
import type { CasesDeps } from '../actions/cases-context.ts'
import { countItemUse, forgetItemUse } from '../actions/count-item-use.ts'
import { CaseAccepted, CaseDecided } from '../contract/events.ts'

/** 事项使用情况: counted as the record grows, by item and day; of nobody. */
export function itemUse(deps: Pick<CasesDeps, 'limits'>): LedgerReader {
  return {
    name: 'cases/item-use',
    version: 1,
    on: [CaseAccepted, CaseDecided],
    take: (ctx, entries) => countItemUse({ ...ctx, ...deps }, entries),
    clear: forgetItemUse,
  }
}
