import type { Context } from '../../../platform/act/index.ts'
import * as peopleStore from '../store/people-store.ts'

/** 删除 whose flow it was, what officials wrote at its tasks and what decision tables were told; who did what and when stays. */
export async function erasePeople(ctx: Context, subject: string): Promise<void> {
  await peopleStore.forgetPeople(ctx.tx, subject)
}
