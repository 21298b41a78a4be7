import type { InputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { LicenceView, SuspendLicence } from '../contract/licence.ts'
import { changeState } from './change-state.ts'

/** 暂扣证照 (行政处罚法第九条). */
export function suspendLicence(ctx: Context, input: InputOf<typeof SuspendLicence>): Promise<LicenceView> {
  return changeState(ctx, 'suspend', input)
}
