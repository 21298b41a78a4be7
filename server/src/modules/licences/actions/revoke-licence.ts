import type { InputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { LicenceView, RevokeLicence } from '../contract/licence.ts'
import { changeState } from './change-state.ts'

/** 撤销 (行政许可法第六十九条) or 吊销 (行政处罚法第九条): it is no longer valid from today. */
export function revokeLicence(ctx: Context, input: InputOf<typeof RevokeLicence>): Promise<LicenceView> {
  return changeState(ctx, 'revoke', input)
}
