import type { InputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { ItemSuspended } from '../contract/events.ts'
import type { ItemAdminView } from '../contract/item-admin.ts'
import type { SuspendItem } from '../contract/suspend-item.ts'
import { changeItemState, presentChange } from './change-item-state.ts'

/** 暂停行使: no new applications from the day on; of running cases the rule says whether they go on. */
export async function suspendItem(ctx: Context, input: InputOf<typeof SuspendItem>): Promise<ItemAdminView> {
  const change = await changeItemState(ctx, 'suspend', input)
  const { runningCases, runningRule = 'continue' } = input
  ctx.emit(ItemSuspended.of({ ...change.told, runningCases, runningRule }))
  return presentChange(ctx, change)
}
