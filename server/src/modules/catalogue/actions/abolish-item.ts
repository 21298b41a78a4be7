import type { InputOf, PermitDefinition } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { ItemAbolished } from '../contract/events.ts'
import type { ItemAdminView } from '../contract/item-admin.ts'
import type { AbolishItem } from '../contract/abolish-item.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { changeItemState, presentChange } from './change-item-state.ts'
import type { StateChange } from './change-item-state.ts'

/** 取消: final. Running cases end under the version that they were filed under. */
export async function abolishItem(ctx: Context, input: InputOf<typeof AbolishItem>): Promise<ItemAdminView> {
  return presentChange(ctx, await abolishBy(ctx, cataloguePermits.manage, input))
}

/** The same under another permit: where two have decided it together. */
export async function abolishBy(
  ctx: Context,
  permit: PermitDefinition,
  input: InputOf<typeof AbolishItem>,
): Promise<StateChange> {
  const change = await changeItemState(ctx, 'abolish', input, permit)
  const { runningCases, runningRule = 'continue' } = input
  ctx.emit(ItemAbolished.of({ ...change.told, runningCases, runningRule }))
  return change
}
