import type { InputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { ItemResumed } from '../contract/events.ts'
import type { ItemAdminView } from '../contract/item-admin.ts'
import type { ResumeItem } from '../contract/resume-item.ts'
import { changeItemState, presentChange } from './change-item-state.ts'

/** 恢复行使 of a suspended item. */
export async function resumeItem(ctx: Context, input: InputOf<typeof ResumeItem>): Promise<ItemAdminView> {
  const change = await changeItemState(ctx, 'resume', input)
  ctx.emit(ItemResumed.of(change.told))
  return presentChange(ctx, change)
}
