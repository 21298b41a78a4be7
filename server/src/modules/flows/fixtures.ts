import type { FlowDescription } from './domain/describe-flow.ts'

export { buildFlowXml } from './domain/write-flow-xml.ts'
export type { FlowDescription, StepDescription, TaskDescription } from './domain/describe-flow.ts'

/** 承办 → 审查 → 审批，审查、审批可以退回承办。三个环节由三个人办。 */
export const standardThreeStep: FlowDescription = {
  id: 'standard-three-step',
  name: '承办、审查、审批',
  steps: [
    { task: { id: 'handle', name: '承办', step: 'handle', role: 'handler' } },
    {
      task: {
        id: 'review',
        name: '审查',
        step: 'review',
        role: 'reviewer',
        distinctFrom: ['handle'],
        returnTo: 'handle',
      },
    },
    {
      task: {
        id: 'approve',
        name: '审批',
        step: 'approve',
        role: 'approver',
        distinctFrom: ['handle', 'review'],
        returnTo: 'handle',
      },
    },
  ],
}

/** 承办 → 审批，适用于简单事项。 */
export const twoStep: FlowDescription = {
  id: 'two-step',
  name: '承办、审批',
  steps: [
    { task: { id: 'handle', name: '承办', step: 'handle', role: 'handler' } },
    {
      task: {
        id: 'approve',
        name: '审批',
        step: 'approve',
        role: 'approver',
        distinctFrom: ['handle'],
        returnTo: 'handle',
      },
    },
  ],
}

/** 即办件：一审即决。 */
export const instant: FlowDescription = {
  id: 'instant',
  name: '即办',
  steps: [{ task: { id: 'approve', name: '审批', step: 'approve', role: 'approver' } }],
}

/** 节能审查：需要机构评审的，承办后等评审意见（评审期间计时另由特别程序停止），再审查、审批。 */
export const energyReview: FlowDescription = {
  id: 'energy-review',
  name: '固定资产投资项目节能审查',
  variables: ['annualEnergy', 'annualPower'],
  steps: [
    { task: { id: 'handle', name: '承办', step: 'handle', role: 'handler' } },
    {
      choose: {
        id: 'evaluation_needed',
        name: '需要机构评审？',
        branches: [
          { name: '不需要', steps: [] },
          {
            name: '需要',
            when: 'annualEnergy >= 1000 or annualPower >= 500',
            steps: [{ task: { id: 'evaluate', name: '机构评审', step: 'handle', role: 'handler' } }],
          },
        ],
      },
    },
    {
      task: {
        id: 'review',
        name: '审查',
        step: 'review',
        role: 'reviewer',
        distinctFrom: ['handle', 'evaluate'],
        returnTo: 'handle',
      },
    },
    {
      task: {
        id: 'approve',
        name: '审批',
        step: 'approve',
        role: 'approver',
        distinctFrom: ['handle', 'evaluate', 'review'],
        returnTo: 'handle',
      },
    },
  ],
}

export const demoFlows: readonly FlowDescription[] = [standardThreeStep, twoStep, instant, energyReview]
