import type { FlowProblem } from '../contract/flow-problem.ts'
import { NO_PROCEDURE, RISK_LEVELS } from '../contract/step.ts'
import type { FlowNode } from './graph.ts'
import { problemAt } from './problem-at.ts'

const CODE = /^[a-z][a-z0-9-]{0,39}$/
const MOST_LETTERS = 500

/** What a step says of special procedures and of its risk point. */
export function checkStepRules(node: FlowNode): FlowProblem[] {
  return [...checkProcedures(node), ...checkRisk(node)]
}

function checkProcedures(node: FlowNode): FlowProblem[] {
  const procedures = node.task?.procedures
  if (!procedures) return []
  const wrong = procedures.find((code) => !CODE.test(code))
  const isMixed = procedures.length > 1 && procedures.includes(NO_PROCEDURE)
  if (procedures.length > 0 && wrong === undefined && !isMixed) return []
  const hint = `写事项里特别程序的标识，用逗号分开；都不可以的只写 ${NO_PROCEDURE}；都可以的不写`
  const said = wrong ?? procedures.join(',')
  return [problemAt(node, 'task-procedures', `可以启动的特别程序（yiwang:procedures）“${said}”不对，${hint}。`)]
}

function checkRisk(node: FlowNode): FlowProblem[] {
  const risk = node.task?.risk
  if (!risk) return []
  const { form, level, measure } = risk
  const missing = [
    ...(form === '' ? ['表现形式（yiwang:risk）'] : []),
    ...(level === '' ? ['等级（yiwang:riskLevel）'] : []),
    ...(measure === '' ? ['防控措施（yiwang:riskMeasure）'] : []),
  ]
  if (missing.length > 0) return [problemAt(node, 'task-risk', `廉政风险点缺${missing.join('、')}。`)]
  if (!Object.hasOwn(RISK_LEVELS, level)) {
    const allowed = Object.entries(RISK_LEVELS).map(([value, title]) => `${value}（${title}）`)
    return [problemAt(node, 'task-risk', `廉政风险等级“${level}”不对，只能是 ${allowed.join('、')}。`)]
  }
  if (form.length > MOST_LETTERS || measure.length > MOST_LETTERS) {
    return [problemAt(node, 'task-risk', `廉政风险点的表现形式和防控措施各不超过 ${MOST_LETTERS} 字。`)]
  }
  return []
}
