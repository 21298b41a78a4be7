import type { Context } from '../../../platform/act/index.ts'
import { forgetReasons } from '../store/limit-store.ts'

/** 删除 the words with which a subject's clock was stopped, resumed or extended; intervals and their legal bases stay. */
export async function eraseReasons(ctx: Context, subject: string): Promise<void> {
  await forgetReasons(ctx.tx, subject)
}
