import type { InputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { LicenceView, CancelLicence } from '../contract/licence.ts'
import { changeState } from './change-state.ts'

/** 注销 (行政许可法第七十条): expired, given up, revoked, or the holder is no more. */
export function cancelLicence(ctx: Context, input: InputOf<typeof CancelLicence>): Promise<LicenceView> {
  return changeState(ctx, 'cancel', input)
}
