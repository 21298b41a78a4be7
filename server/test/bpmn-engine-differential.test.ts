import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFlow } from '../src/modules/flows/actions/parse-flow.ts'
import { buildGraph } from '../src/modules/flows/domain/graph.ts'
import type { FlowSource, FlowValues } from '../src/modules/flows/domain/graph.ts'
import { adaptMiwgModel, listMiwgModels, runMiwgModel } from './bpmn-miwg.ts'
import { startTheirs, takeTheirs, waitingAtTheirs } from './bpmn-engine-run.ts'
import { possibleEvents, startRun, takeEvent, waitingElements } from './play-flow.ts'
import { flowOf, randomValues, shapesOf } from './random-flow.ts'
import type { Shape } from './random-flow.ts'

const RUNS = Number(process.env['FLOW_RUNS'] ?? 500)
const SEED = process.env['FLOW_SEED'] === undefined ? {} : { seed: Number(process.env['FLOW_SEED']) }

const flows = shapesOf(['task', 'wait', 'choose', 'together', 'sub', 'several', 'again', 'hear', 'any'])
  .map((shapes) => shapes.map(apart))
  .map(flowOf)

/**
 * bpmn-engine tells a join of the branches that were not taken too, and may take that for an arrival. So every
 * parallel block stands in a sub-process, and so do its branches that can be left in two ways: nothing of the kind gets
 * in there, or out.
 */
function apart(shape: Shape): Shape {
  if (shape.kind === 'again') return { ...shape, steps: shape.steps.map(apart) }
  if (shape.kind === 'sub') {
    // Of instances side by side the two may pick different ones: that shows nothing only where they differ in nothing.
    const isPlain = shape.steps.every((step) => hasOneWay(step) && step.kind !== 'sub' && step.kind !== 'several')
    const loop = shape.loop === 'parallel' && !isPlain ? 'sequential' : shape.loop
    return { ...shape, loop, steps: shape.steps.map(apart) }
  }
  if (!('branches' in shape)) return shape
  const branches = shape.branches.map((steps) => steps.map(apart))
  if (shape.kind === 'choose') return { ...shape, branches }
  // Its inclusive gateway does not join: every token passes. At the end of a sub-process that makes no difference.
  if (shape.kind === 'any') return { kind: 'sub', steps: [{ ...shape, branches }], event: 'none', loop: 'none' }
  const alone = (steps: Shape[]): Shape => ({ kind: 'sub', steps, event: 'none', loop: 'none' })
  return alone([{ ...shape, branches: branches.map((steps) => (steps.every(hasOneWay) ? steps : [alone(steps)])) }])
}

function hasOneWay(shape: Shape): boolean {
  if ('event' in shape && shape.event !== 'none') return false
  return shape.kind !== 'choose' && shape.kind !== 'together' && shape.kind !== 'again' && shape.kind !== 'any'
}

describe('the same flow on bpmn-engine and on ours', () => {
  it('waits at the same elements after every event, whatever is chosen', async () => {
    await fc.assert(
      fc.asyncProperty(flows, fc.infiniteStream(fc.nat(10_000)), async (source, chance) => {
        await compare(source, () => chance.next().value as number)
      }),
      { numRuns: RUNS, ...SEED },
    )
  }, 3_600_000)

  it.each(listMiwgModels())('runs %s alike, if it runs', async (model) => {
    const { problems } = await runMiwgModel(model)
    if (problems.length > 0) return
    const { source } = await parseFlow((await adaptMiwgModel(model)).xml)
    // Who answers a service is the test, as for a task.
    const nodes = source.nodes.map((node) => (node.kind === 'service' ? { ...node, kind: 'task' as const } : node))
    let seed = 1
    const draw = () => (seed = (seed * 48_271) % 2_147_483_647)
    for (let run = 0; run < 20; run += 1) await compare({ ...source, nodes }, draw)
  })
})

/** Events by chance, the same ones to both; compared after each. */
async function compare(source: FlowSource, draw: () => number): Promise<void> {
  const graph = buildGraph(source)
  const first = valuesOf(source, draw, false)
  const ours = startRun(graph, first)
  const theirs = await startTheirs(source, first)
  expect(waitingAtTheirs(theirs)).toEqual(waitingElements(ours))
  for (let turn = 0; ours.ended === 0; turn += 1) {
    const events = possibleEvents(ours)
    const event = events[draw() % events.length]!
    if (event.kind === 'start') throw new Error('a flow starts once')
    const at = ours.tokens.at.find(([number]) => number === event.token)![1]
    const element = graph.nodes.get('element' in event ? event.element : at)!
    const values = valuesOf(source, draw, turn > 40)
    takeEvent(ours, event, values)
    takeTheirs(theirs, { id: element.id, isTimer: element.wait !== undefined }, values)
    expect(waitingAtTheirs(theirs), `after ${element.id}`).toEqual(waitingElements(ours))
  }
  expect(theirs.execution.state).toBe('idle')
}

/** bpmn-engine takes no count of nothing: at least one instance. */
function valuesOf(source: FlowSource, draw: () => number, isLate: boolean): FlowValues {
  const values = Object.entries(randomValues(source, draw, isLate))
  return Object.fromEntries(
    values.map(([name, value]) => [name, typeof value === 'number' ? Math.max(1, value) : value]),
  )
}
