import { Type } from 'typebox'
import type { Static } from 'typebox'

/** 环节：人办的每一步属于其中之一。前后各步由办件状态机决定，承办、审查、审批由事项的流程决定；最后五步属于事项草稿和填报清单。 */
export const STEP_TITLES = {
  'pre-review': '预审',
  receive: '收件',
  accept: '受理',
  handle: '承办',
  review: '审查',
  approve: '审批',
  'make-licence': '制证',
  'carry-out': '实施',
  deliver: '送达',
  archive: '归档',
  'revise-item': '修改草稿',
  'review-item': '法制审核',
  'publish-item': '审定发布',
  'revise-list': '修改清单',
  'review-list': '审核清单',
} as const

export type Step = keyof typeof STEP_TITLES

export const Step = Type.Union(
  [
    Type.Literal('pre-review'),
    Type.Literal('receive'),
    Type.Literal('accept'),
    Type.Literal('handle'),
    Type.Literal('review'),
    Type.Literal('approve'),
    Type.Literal('make-licence'),
    Type.Literal('carry-out'),
    Type.Literal('deliver'),
    Type.Literal('archive'),
    Type.Literal('revise-item'),
    Type.Literal('review-item'),
    Type.Literal('publish-item'),
    Type.Literal('revise-list'),
    Type.Literal('review-list'),
  ],
  { title: '环节' },
)

/** What a flow may be made of: the other steps are fixed by the life of a case. */
export const FLOW_STEPS = ['handle', 'review', 'approve'] as const satisfies readonly Step[]

/** 廉政风险等级。 */
export const RISK_LEVELS = { high: '高', middle: '中', low: '低' } as const

/** 廉政风险点 of a step: where, its form, its level in words, and what is done against it. */
export interface StepRisk {
  readonly step: string
  readonly form: string
  readonly level: string
  readonly measure: string
}

/** At this step no special procedure may be opened. */
export const NO_PROCEDURE = 'none'

/** 每一步最多出具几份文书。 */
export const MOST_STEP_DOCUMENTS = 10

/** 办理意见的结论：同意往下走、退回上一环节、不同意。 */
export const Outcome = Type.Union([Type.Literal('pass'), Type.Literal('return'), Type.Literal('deny')], {
  title: '结论',
})
export type Outcome = Static<typeof Outcome>

/** 环节出具的文书：办完这一步、结论是这样的时候，按这个模板出具。 */
export interface StepDocument {
  readonly templateId: string
  readonly outcome: Outcome
}

/** `yiwang:documents`: `site-record, more-materials:return`; without an outcome, when the step is passed. */
export function stepDocumentsOf(said: string): { templateId: string; outcome: string }[] {
  return said
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map((word) => {
      const [templateId = '', ...outcome] = word.split(':').map((part) => part.trim())
      return { templateId, outcome: outcome.length === 0 ? 'pass' : outcome.join(':') }
    })
}
