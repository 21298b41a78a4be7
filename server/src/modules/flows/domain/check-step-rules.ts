import type { FlowProblem } from '../contract/flow-problem.ts'
import { MOST_STEP_DOCUMENTS, NO_PROCEDURE, RISK_LEVELS } from '../contract/step.ts'
import type { FlowNode } from './graph.ts'
import { problemAt } from './problem-at.ts'

const CODE = /^[a-z][a-z0-9-]{0,39}$/
const MOST_LETTERS = 500

const TEMPLATE_ID = /^[a-z][a-z0-9-]{0,63}$/
const OUTCOMES: readonly string[] = ['pass', 'return', 'deny']

/** What a step says of special procedures, of documents and of its risk point. */
export function checkStepRules(node: FlowNode): FlowProblem[] {
  return [...checkProcedures(node), ...checkDocuments(node), ...checkRisk(node)]
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

/** 文书 on a step: how they are written; whether they are there, `check-references` asks. */
function checkDocuments(node: FlowNode): FlowProblem[] {
  const documents = node.task?.documents
  if (!documents) return []
  const told = (message: string) => [problemAt(node, 'task-documents', message)]
  const hint = '写模板标识，用逗号分开；退回时出具的写成“标识:return”，不同意时出具的写成“标识:deny”；不出具的不写'
  const wrong = documents.find(
    ({ templateId, outcome }) => !TEMPLATE_ID.test(templateId) || !OUTCOMES.includes(outcome),
  )
  if (wrong || documents.length === 0) {
    const said = wrong ? `“${wrong.templateId}:${wrong.outcome}”` : ''
    return told(`出具的文书（yiwang:documents）${said}不对，${hint}。`)
  }
  const named = documents.map(({ templateId, outcome }) => `${templateId}:${outcome}`)
  const twice = named.find((one, at) => named.indexOf(one) !== at)
  if (twice !== undefined) return told(`出具的文书“${twice}”写了两次。`)
  if (documents.length > MOST_STEP_DOCUMENTS) return told(`一个环节最多出具 ${MOST_STEP_DOCUMENTS} 份文书。`)
  if (isDoneBySeveral(node)) return told('几个人办的环节不能出具文书，否则每个人办完都会出一份；请放在前后的环节。')
  return []
}

function isDoneBySeveral(node: FlowNode): boolean {
  return node.multi !== undefined || (node.inside !== undefined && isDoneBySeveral(node.inside))
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
