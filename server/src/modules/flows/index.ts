import type { Context } from '../../platform/act/index.ts'
import { bindRoutes } from '../../platform/http/index.ts'
import type { ModuleParts } from '../../platform/module/index.ts'
import { fitness } from './actions/check-worker.ts'
import { cancelFlow } from './actions/cancel-flow.ts'
import type { CancelFlow } from './actions/cancel-flow.ts'
import { checkForm } from './actions/check-form.ts'
import type { CheckForm } from './actions/check-form.ts'
import { completeTask } from './actions/complete-task.ts'
import type { CompleteTask, CompletedTask } from './actions/complete-task.ts'
import { finishStep } from './actions/finish-step.ts'
import type { FinishStep } from './actions/finish-step.ts'
import { decide } from './actions/decide.ts'
import type { Decide } from './actions/decide.ts'
import { createDecisionCache } from './actions/decision-cache.ts'
import { erasePeople } from './actions/erase-people.ts'
import { fireTimers } from './actions/fire-timers.ts'
import type { FlowsDeps } from './actions/flows-context.ts'
import type { StepResult } from './actions/follow-effects.ts'
import { createGraphCache } from './actions/graph-cache.ts'
import { openTask } from './actions/open-task.ts'
import type { OpenTask } from './actions/open-task.ts'
import { checkDecisionFile, publishDecisionTable } from './actions/publish-decision-table.ts'
import type { PublishDecisionTable } from './actions/publish-decision-table.ts'
import { checkFlowFile, publishFlow } from './actions/publish-flow.ts'
import type { PublishFlow } from './actions/publish-flow.ts'
import { sendMessage } from './actions/send-message.ts'
import type { SendMessage } from './actions/send-message.ts'
import { retimeFlow } from './actions/retime-flow.ts'
import type { RetimeFlow } from './actions/retime-flow.ts'
import { startFlow } from './actions/start-flow.ts'
import type { StartFlow } from './actions/start-flow.ts'
import { flowsPermits, flowsProblems } from './contract/index.ts'
import * as flowsEvents from './contract/events.ts'
import type { FlowProblem } from './contract/flow-problem.ts'
import type { StepDocument, StepRisk } from './contract/step.ts'
import type { FlowState } from './contract/get-flow.ts'
import type { Task } from './contract/task.ts'
import { adminRoutes } from './http/admin.routes.ts'
import { publicRoutes } from './http/public.routes.ts'
import { staffRoutes } from './http/staff.routes.ts'
import { staffLeft } from './subscribers/staff-left.ts'
import type { Decided } from './domain/decision.ts'
import { holdings } from './queries/holdings.ts'
import { getTask, stateOf, tasksOf } from './queries/get-flow.ts'
import { documentsAt, proceduresAt } from './queries/rules-at.ts'
import { risksOf } from './queries/risks-of.ts'
import type { NamedFlow } from './queries/risks-of.ts'
import { tableLimits } from './queries/table-limits.ts'
import type { TableLimits } from './queries/table-limits.ts'
import { usableDefinitions } from './queries/list-flow-definitions.ts'
import type { UsableDefinition } from './queries/list-flow-definitions.ts'
import { sealedDecisions } from './actions/decide.ts'
import { sealedNames } from './actions/person-name.ts'

export type { FlowService } from './actions/flows-context.ts'

/** 流程: who has to do what next, drawn as BPMN, executed from the drawing; every human step is a task in one inbox. */
export interface FlowsApi {
  /** All that is wrong with a BPMN file, without publishing it. */
  check(ctx: Context, input: { xml: string; jurisdiction: string }): Promise<FlowProblem[]>
  publish(ctx: Context, input: PublishFlow): Promise<{ problems: FlowProblem[] }>
  /** What an item's form fails to give the conditions of the item's flow; undefined when there is no such flow. */
  checkForm(ctx: Context, input: CheckForm): Promise<FlowProblem[] | undefined>
  /** All that is wrong with a DMN file, without publishing it. */
  checkDecisionTable(xml: string): Promise<FlowProblem[]>
  publishDecisionTable(ctx: Context, input: PublishDecisionTable): Promise<{ problems: FlowProblem[] }>
  /** Asks a published decision table about a subject, and records why it answered so. */
  decide(ctx: Context, input: Decide): Promise<Decided>
  /** Inside which ranges the results of a published decision table were proven to lie. */
  tableLimits(
    ctx: Context,
    table: { jurisdiction: string; id: string; version: number },
  ): Promise<TableLimits | undefined>
  /** What an item of the jurisdiction may run on: the newest version of each, its own before those for everybody. */
  usableDefinitions(ctx: Context, jurisdiction: string): Promise<UsableDefinition[]>
  /** 廉政风险点 on the steps of a flow. */
  risksOf(ctx: Context, flow: NamedFlow): Promise<StepRisk[]>
  start(ctx: Context, input: StartFlow): Promise<StepResult & { flowId: string }>
  openTask(ctx: Context, input: OpenTask): Promise<Task>
  completeTask(ctx: Context, input: CompleteTask): Promise<CompletedTask>
  /** Ticks off what stands in the inbox of a subject outside a flow. */
  finishStep(ctx: Context, input: FinishStep): Promise<void>
  /** Tells the running flow of a subject that something happened for which it may be waiting. */
  message(ctx: Context, input: SendMessage): Promise<StepResult & { delivered: boolean }>
  cancel(ctx: Context, input: CancelFlow): Promise<void>
  retime(ctx: Context, input: RetimeFlow): Promise<void>
  /** Whose flow it was and what was written in it, for a caller that has decided that it may be erased. */
  erase(ctx: Context, subject: string): Promise<void>
  getTask(ctx: Context, taskId: string): Promise<Task>
  /** Whether the task is the actor's to do now, by a post of their own or in another's stead. */
  isMine(ctx: Context, task: Task): boolean
  tasksOf(ctx: Context, subject: string): Promise<Task[]>
  /** 特别程序 that may be opened where the flow stands, by their codes; undefined: any that the item has. */
  proceduresAt(ctx: Context, subject: string): Promise<readonly string[] | undefined>
  /** 文书 that the open steps of a subject's flow will issue, by element. */
  documentsAt(ctx: Context, subject: string): Promise<ReadonlyMap<string, readonly StepDocument[]>>
  stateOf(ctx: Context, subject: string): Promise<FlowState | undefined>
}

export function createFlows(deps: FlowsDeps): ModuleParts<FlowsApi> {
  const own = { ...deps, graphs: createGraphCache(), decisions: createDecisionCache() }
  const bind = (ctx: Context) => ({ ...ctx, ...own })
  const api: FlowsApi = {
    check: async (ctx, input) => (await checkFlowFile(bind(ctx), input)).problems,
    publish: (ctx, input) => publishFlow(bind(ctx), input),
    checkForm: (ctx, input) => checkForm(bind(ctx), input),
    checkDecisionTable: async (xml) => (await checkDecisionFile(xml)).problems,
    publishDecisionTable: (ctx, input) => publishDecisionTable(bind(ctx), input),
    decide: (ctx, input) => decide(bind(ctx), input),
    start: (ctx, input) => startFlow(bind(ctx), input),
    openTask: (ctx, input) => openTask(bind(ctx), input),
    completeTask: (ctx, input) => completeTask(bind(ctx), input),
    finishStep: (ctx, input) => finishStep(bind(ctx), input),
    message: (ctx, input) => sendMessage(bind(ctx), input),
    cancel: (ctx, input) => cancelFlow(bind(ctx), input),
    retime: (ctx, input) => retimeFlow(bind(ctx), input),
    usableDefinitions,
    risksOf: (ctx, flow) => risksOf(bind(ctx), flow),
    tableLimits: (ctx, table) => tableLimits(bind(ctx), table),
    erase: erasePeople,
    getTask,
    isMine: (ctx, task) => fitness(ctx, task).may,
    tasksOf,
    proceduresAt: (ctx, subject) => proceduresAt(bind(ctx), subject),
    documentsAt: (ctx, subject) => documentsAt(bind(ctx), subject),
    stateOf,
  }
  return {
    api,
    routes: bindRoutes([...publicRoutes, ...staffRoutes, ...adminRoutes], own),
    permits: Object.values(flowsPermits),
    events: Object.values(flowsEvents),
    sealed: [...sealedNames, sealedDecisions],
    holdings,
    problems: Object.values(flowsProblems),
    subscribers: [staffLeft],
    timers: [{ name: 'flows/fire-timers', cron: '7 * * * *', work: async (act) => void (await fireTimers(act, bind)) }],
  }
}
