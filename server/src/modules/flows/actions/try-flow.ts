import { addDays } from '../../../kernel/calendar-date.ts'
import type { CalendarDate } from '../../../kernel/calendar-date.ts'
import type { InputOf, OutputOf } from '../../../kernel/contract.ts'
import { problem } from '../../../kernel/problem.ts'
import type { FlowProblem } from '../contract/flow-problem.ts'
import { flowsProblems } from '../contract/problems.ts'
import type { TryFlow } from '../contract/try-flow.ts'
import { declaredValues } from '../domain/flow.ts'
import type { FlowGraph } from '../domain/graph.ts'
import * as definitionStore from '../store/definition-store.ts'
import { askedVariables } from './asked-variables.ts'
import type { FlowsContext } from './flows-context.ts'
import { followPlans } from './plan-versions.ts'
import { checkFlowFile } from './publish-flow.ts'
import { Trial } from './trial.ts'

type Input = InputOf<typeof TryFlow>
type Output = OutputOf<typeof TryFlow>

/** 试走流程: what would happen to a case with these answers and decisions; replayed from its start each time, nothing kept. */
export async function tryFlow(ctx: FlowsContext, input: Input): Promise<Output> {
  ctx.nothingChanged()
  const { jurisdiction } = ctx.actor
  const found = await flowOf(ctx, input.flow)
  const { name, version, graph, problems } = found
  const told = { problems, name, ...(version !== undefined && { version }) }
  if (!graph) return { ...told, variables: [], steps: [], waiting: [], acts: [] }
  const startOn = input.startOn as CalendarDate
  const dueOn = await wholeLimit(ctx, { startOn, limit: input.limit, division: jurisdiction })
  const answers = declaredValues(graph, input.answers)
  const made = { graph, jurisdiction, division: jurisdiction, startOn, answers, ...(dueOn !== undefined && { dueOn }) }
  const trial = new Trial(ctx, made)
  await trial.start()
  for (const act of input.acts) if (!(await trial.perform(act))) break
  if (input.ordinary) await trial.goOn()
  const { steps, acts, endedOn, outcome } = trial
  return {
    ...told,
    variables: await askedVariables(ctx, graph, jurisdiction),
    steps,
    waiting: trial.waiting(),
    acts,
    ...(dueOn !== undefined && { dueOn }),
    ...(endedOn !== undefined && { endedOn }),
    ...(outcome !== undefined && { outcome }),
  }
}

interface Found {
  readonly name: string
  readonly version?: number
  /** Absent where problems keep it from running. */
  readonly graph?: FlowGraph
  readonly problems: FlowProblem[]
}

/** A drawing as it is, or the version on which a new case would begin. */
async function flowOf(ctx: FlowsContext, flow: Input['flow']): Promise<Found> {
  const { jurisdiction } = ctx.actor
  if ('xml' in flow) {
    const { name, graph, problems } = await checkFlowFile(ctx, { xml: flow.xml, jurisdiction })
    return { name, problems, ...(problems.length === 0 && { graph }) }
  }
  const { definitionId, version } = flow
  const named = await definitionStore.findUsable(ctx.tx, { jurisdiction, id: definitionId, version })
  if (!named) throw problem(flowsProblems['definition-unknown'], { definitionId, version })
  const definition = await followPlans(ctx, jurisdiction, named)
  const graph = await ctx.graphs.get(ctx, definition)
  if (graph.isPart) throw problem(flowsProblems['definition-part'], { definitionId, version })
  const found = await definitionStore.findDefinition(ctx.tx, definition)
  return { name: found?.name ?? definitionId, version: definition.version, graph, problems: [] }
}

async function wholeLimit(
  ctx: FlowsContext,
  { startOn, limit, division }: { startOn: CalendarDate; limit: Input['limit']; division: string },
): Promise<CalendarDate | undefined> {
  if (!limit) return undefined
  if (limit.unit === 'day') return addDays(startOn, limit.value)
  return ctx.limits.workdayAfter(ctx, { division, date: startOn, n: limit.value })
}
