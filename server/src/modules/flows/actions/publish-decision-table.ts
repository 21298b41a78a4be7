import { createHash } from 'node:crypto'
import { problem } from '../../../kernel/problem.ts'
import { DecisionTablePublished } from '../contract/events.ts'
import type { FlowProblem } from '../contract/flow-problem.ts'
import { flowsProblems } from '../contract/problems.ts'
import { checkDecision } from '../domain/check-decision.ts'
import { findGaps } from '../domain/find-gaps.ts'
import * as decisionStore from '../store/decision-store.ts'
import type { FlowsContext } from './flows-context.ts'
import { parseDecision } from './parse-decision.ts'

export interface PublishDecisionTable {
  readonly decisionId: string
  readonly version: number
  /** `000000` for a table that every jurisdiction may use. */
  readonly jurisdiction: string
  readonly xml: string
}

const MOST_BYTES = 524_288

export interface CheckedDecision {
  readonly name: string
  /** Empty means that it may be published. */
  readonly problems: FlowProblem[]
  /** What may be meant so: values that no rule answers. */
  readonly warnings: FlowProblem[]
}

/** All that is wrong with a DMN file. */
export async function checkDecisionFile(xml: string): Promise<CheckedDecision> {
  if (Buffer.byteLength(xml) > MOST_BYTES) {
    return { name: '', problems: [{ rule: 'size', message: '决策文件超过 512 KB，请拆分。' }], warnings: [] }
  }
  const { model, problems: found } = await parseDecision(xml)
  const problems = [...found, ...(model ? checkDecision(model) : [])]
  return { name: model?.name ?? '', problems, warnings: model && problems.length === 0 ? findGaps(model) : [] }
}

/** 发布决策表: what was published never changes; the same file again is no offence. */
export async function publishDecisionTable(
  ctx: FlowsContext,
  input: PublishDecisionTable,
): Promise<{ problems: FlowProblem[] }> {
  const { decisionId, version, jurisdiction, xml } = input
  const { name, problems } = await checkDecisionFile(xml)
  if (problems.length > 0) {
    ctx.nothingChanged()
    return { problems }
  }
  const digest = createHash('sha256').update(xml).digest('hex')
  const table = { jurisdiction, id: decisionId, version, name: name || decisionId, xml, digest }
  const by = { at: ctx.now, accountId: ctx.actor.accountId }
  if (!(await decisionStore.insertTable(ctx.tx, table, by))) {
    const kept = await decisionStore.findTable(ctx.tx, table)
    if (kept?.digest !== digest) throw problem(flowsProblems['table-immutable'], { decisionId, version })
    ctx.nothingChanged()
    return { problems: [] }
  }
  const { name: tableName } = table
  ctx.emit(DecisionTablePublished.of({ jurisdiction, decisionId, decisionVersion: version, name: tableName, digest }))
  return { problems: [] }
}
