import { Type } from 'typebox'

/** 办件状态：法定的一生。承办、审查、审批是流程的任务，挂起是时限的停止，都不是状态（行政许可法第 29 至 44 条）。 */
export const CASE_STATES = {
  draft: '草稿',
  submitted: '已提交',
  preReview: '预审中',
  preReturned: '预审退回',
  received: '已收件',
  correction: '待补正',
  notAccepted: '不予受理',
  noLicenceNeeded: '不需要许可',
  accepted: '已受理',
  granted: '准予',
  denied: '不予批准',
  licenceMade: '已制证',
  delivered: '已送达',
  closed: '已办结',
  archived: '已归档',
  withdrawn: '已撤回',
  terminated: '已终止',
} as const

export type CaseState = keyof typeof CASE_STATES

/** A union of literals from a table's keys, so that the table stays the only list. */
export const CaseState = Type.Unsafe<CaseState>(Type.Enum(Object.keys(CASE_STATES), { title: '办件状态' }))
