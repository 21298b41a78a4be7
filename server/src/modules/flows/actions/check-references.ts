import type { FlowProblem } from '../contract/flow-problem.ts'
import type { FlowSource, NodeSource } from '../domain/graph.ts'
import { problemAt } from '../domain/problem-at.ts'
import * as decisionStore from '../store/decision-store.ts'
import type { FlowsContext } from './flows-context.ts'
import { findParts } from './load-parts.ts'

/** What a drawing names must be there when it is published: services, decision tables, parts. */
export async function checkReferences(
  ctx: FlowsContext,
  source: FlowSource,
  jurisdiction: string,
): Promise<{ problems: FlowProblem[]; parts: ReadonlyMap<string, FlowSource> }> {
  const problems: FlowProblem[] = []
  for (const node of source.nodes) {
    if (node.service?.name) problems.push(...checkService(ctx, node, node.service))
    if (node.decision?.id) problems.push(...(await checkDecision(ctx, node, source, jurisdiction)))
  }
  problems.push(...(await checkTemplates(ctx, source, jurisdiction)))
  const parts = await findParts(ctx, source, jurisdiction)
  for (const node of source.nodes) {
    if (node.kind !== 'call' || !node.calls?.id) continue
    const part = parts.get(node.id)
    const title = `“${node.calls.id}”第 ${node.calls.version} 版`
    if (!part) problems.push(problemAt(node, 'call-unknown', `要调用的流程片段${title}没有发布。`))
    else if (!part.isPart)
      problems.push(problemAt(node, 'call-part', `${title}不是流程片段（yiwang:part），不能调用。`))
  }
  return { problems, parts }
}

/** 文书 of the steps: each is published where the drawing is, and of a kind that steps issue. */
async function checkTemplates(ctx: FlowsContext, source: FlowSource, jurisdiction: string): Promise<FlowProblem[]> {
  const steps = source.nodes.filter(({ task }) => task?.documents?.length)
  if (steps.length === 0) return []
  const templates = (await ctx.documentTemplates?.(ctx, jurisdiction)) ?? []
  return steps.flatMap((node) =>
    node.task!.documents!.flatMap(({ templateId }) => {
      const found = templates.find((one) => one.templateId === templateId)
      if (!found) return [problemAt(node, 'document-unknown', `文书模板“${templateId}”没有在这里发布。`)]
      if (found.step) return []
      const message = `“${found.name}”不由流程的环节出具：它有自己的法定时点。请用“办理通知书”或者“办理记录”种类的模板。`
      return [problemAt(node, 'document-kind', message)]
    }),
  )
}

function checkService(ctx: FlowsContext, node: NodeSource, call: NonNullable<NodeSource['service']>): FlowProblem[] {
  const services = ctx.services?.() ?? []
  const service = services.find(({ name }) => name === call.name)
  if (!service) {
    const known = services.map(({ name, title }) => `${name}（${title}）`).join('、') || '无'
    return [problemAt(node, 'service-unknown', `服务“${call.name}”不存在。现有的服务：${known}。`)]
  }
  if (service.takesText && call.text === undefined) {
    return [problemAt(node, 'service-text', `服务“${call.name}”要写明内容（yiwang:text）。`)]
  }
  if (!service.takesText && call.text !== undefined) {
    return [problemAt(node, 'service-text', `服务“${call.name}”不用内容，请删去 yiwang:text。`)]
  }
  return []
}

/** The table is there, reads what the flow knows, and says something that the flow keeps. */
async function checkDecision(
  ctx: FlowsContext,
  node: NodeSource,
  { variables }: FlowSource,
  jurisdiction: string,
): Promise<FlowProblem[]> {
  const { id, version } = node.decision!
  if (!Number.isInteger(version)) return []
  const table = await decisionStore.findUsableTable(ctx.tx, { jurisdiction, id, version })
  if (!table) return [problemAt(node, 'decision-unknown', `决策表“${id}”第 ${version} 版没有发布。`)]
  const { inputs, decisions } = await ctx.decisions.get(ctx, table)
  const known = new Set([...variables, 'outcome'])
  const missing = inputs.filter(({ name }) => !known.has(name)).map(({ name }) => name)
  const results = decisions.map(({ name }) => name)
  return [
    ...(missing.length === 0
      ? []
      : [
          problemAt(
            node,
            'decision-inputs',
            `决策表要看的${missing.join('、')}没有声明为流程的变量（yiwang:variables）。`,
          ),
        ]),
    ...(results.some((name) => variables.includes(name))
      ? []
      : [
          problemAt(
            node,
            'decision-result',
            `决策表的结果（${results.join('、')}）都没有声明为流程的变量，流程用不上。`,
          ),
        ]),
  ]
}
