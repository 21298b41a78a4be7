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

/** 个人信息权利请求: 个人信息保护负责人核实并拟答复，另一人决定。 */
export const personalDataRequest: FlowDescription = {
  id: 'personal-data-request',
  name: '个人信息权利请求',
  steps: [
    { task: { id: 'handle', name: '核实和拟定答复', step: 'handle', role: 'data-protection-officer' } },
    {
      task: {
        id: 'approve',
        name: '决定',
        step: 'approve',
        role: 'approver',
        distinctFrom: ['handle'],
        returnTo: 'handle',
      },
    },
  ],
}

export const demoFlows: readonly FlowDescription[] = [standardThreeStep, twoStep, instant, energyReview]

/** A DMN file with one decision table, as a test or a demo needs it. */
export interface DecisionDescription {
  readonly name: string
  readonly hitPolicy?: string
  readonly aggregation?: string
  readonly inputs: readonly {
    readonly name: string
    readonly label?: string
    readonly type?: string
    readonly allowed?: readonly string[]
    readonly allowedText?: string
  }[]
  /** How many of the inputs are columns; the others are only read. */
  readonly columns?: number
  readonly outputs: readonly {
    readonly name?: string
    readonly label: string
    readonly type: string
    readonly allowed?: readonly string[]
    readonly allowedText?: string
    readonly otherwise?: string
    /** 法定幅度, in FEEL. */
    readonly range?: string
    readonly unit?: string
    readonly basis?: string
    readonly notAbove?: string
  }[]
  /** Texts of the cells, conditions first. */
  readonly rules: readonly (readonly string[])[]
}

export function buildDecisionXml(description: DecisionDescription): string {
  const { name, hitPolicy = 'UNIQUE', aggregation, inputs, outputs, rules } = description
  const columns = inputs.slice(0, description.columns ?? inputs.length)
  const conditionCount = columns.length
  const aggregates = aggregation === undefined ? '' : ` aggregation="${aggregation}"`
  const typeOf = (type: string | undefined) => (type === undefined ? '' : ` typeRef="${type}"`)
  const texts = (tag: string, text: string | undefined) =>
    text ? `<${tag}><text>${escapeXml(text)}</text></${tag}>` : ''
  const ours = (output: DecisionDescription['outputs'][number]) =>
    (['unit', 'basis', 'notAbove'] as const)
      .map((name) => (output[name] === undefined ? '' : ` yiwang:${name}="${escapeXml(output[name])}"`))
      .join('')
  const listed = (allowed: readonly string[] | undefined) => allowed?.map((value) => `"${value}"`).join(', ')
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:yiwang="https://yiwang.dev/dmn/1.0" id="definitions" name="${escapeXml(name)}" namespace="https://yiwang.dev/dmn">`,
    ...inputs.map(
      (input, at) =>
        `<inputData id="input-${at}" name="${escapeXml(input.name)}"><variable name="${escapeXml(input.name)}"${typeOf(input.type)}/></inputData>`,
    ),
    `<decision id="decision" name="${escapeXml(name)}">`,
    ...inputs.map(
      (_, at) =>
        `<informationRequirement id="needs-${at}"><requiredInput href="#input-${at}"/></informationRequirement>`,
    ),
    `<decisionTable id="table" hitPolicy="${hitPolicy}"${aggregates}>`,
    ...columns.map(
      (input, at) =>
        `<input id="column-${at}" label="${escapeXml(input.label ?? input.name)}"><inputExpression id="expression-${at}"${typeOf(input.type)}><text>${escapeXml(input.name)}</text></inputExpression>${texts('inputValues', input.allowedText ?? listed(input.allowed))}</input>`,
    ),
    ...outputs.map(
      (output, at) =>
        `<output id="output-${at}" label="${escapeXml(output.label)}"${output.name === undefined ? '' : ` name="${escapeXml(output.name)}"`}${typeOf(output.type)}${ours(output)}>${texts('outputValues', output.range ?? output.allowedText ?? listed(output.allowed))}${texts('defaultOutputEntry', output.otherwise)}</output>`,
    ),
    ...rules.map((cells, row) => {
      const entries = cells.map((text, at) => {
        const isResult =
          cells.length === conditionCount + outputs.length ? at >= conditionCount : at === cells.length - 1
        const tag = isResult ? 'outputEntry' : 'inputEntry'
        return `<${tag} id="rule-${row + 1}-${at + 1}"><text>${escapeXml(text)}</text></${tag}>`
      })
      return `<rule id="rule-${row + 1}">${entries.join('')}</rule>`
    }),
    '</decisionTable></decision></definitions>',
  ].join('\n')
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
