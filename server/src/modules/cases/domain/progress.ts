import type { CaseState } from '../contract/index.ts'
import { CASE_STATES } from '../contract/index.ts'

/** What a case is doing now, in plain words: the state, or the step and the stop within it. */
export function progressOf(
  state: CaseState,
  within: { openSteps: readonly string[]; suspendedFor?: string | undefined; isPaused?: boolean },
): string {
  if (within.isPaused) return '事项暂停，停止办理'
  if (state !== 'accepted') return PLAIN[state] ?? CASE_STATES[state]
  if (within.suspendedFor !== undefined) return `${within.suspendedFor}（不计入办理时限）`
  if (within.openSteps.length === 0) return '正在办理'
  return `正在${within.openSteps.join('、')}`
}

/** The states whose name alone does not tell an applicant what happens next. */
const PLAIN: Partial<Record<CaseState, string>> = {
  draft: '还没有提交',
  submitted: '等待窗口收件',
  preReturned: '被退回，请修改后重新提交',
  received: '正在核对材料，决定是否受理',
  correction: '需要您补正材料',
  granted: '已经批准，正在制作结果',
  denied: '没有批准，等待送达决定书',
  licenceMade: '证照已经做好，等待送达',
}
