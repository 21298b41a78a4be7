import type { InputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { LicenceView, ResumeLicence } from '../contract/licence.ts'
import { changeState } from './change-state.ts'

/** 发还暂扣的证照. */
export function resumeLicence(ctx: Context, input: InputOf<typeof ResumeLicence>): Promise<LicenceView> {
  return changeState(ctx, 'resume', input)
}
