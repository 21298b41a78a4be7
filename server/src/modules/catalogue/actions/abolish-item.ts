import type { InputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { ItemAbolished } from '../contract/events.ts'
import type { ItemAdminView } from '../contract/item-admin.ts'
import type { AbolishItem } from '../contract/abolish-item.ts'
import { changeItemState, presentChange } from './change-item-state.ts'

/** 取消: final. Running cases end under the version that they were filed under. */
export async function abolishItem(ctx: Context, input: InputOf<typeof AbolishItem>): Promise<ItemAdminView> {
  const change = await changeItemState(ctx, 'abolish', input)
  ctx.emit(ItemAbolished.of({ ...change.told, runningCases: input.runningCases }))
  return presentChange(ctx, change)
}
