import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileCondition } from '../actions/compile-condition.ts'
import { parseFlow } from '../actions/parse-flow.ts'
import { checkFlow } from './check-flow.ts'
import { drawFlow } from './describe-flow.ts'
import type { FlowDescription, StepDescription } from './describe-flow.ts'
import { buildGraph } from './graph.ts'
import type { FlowGraph } from './graph.ts'
import { layoutFlow } from './layout-flow.ts'
import { NO_TOKENS, stepFlow } from './step-flow.ts'
import type { FlowEvent, Stepped, Tokens } from './step-flow.ts'
import { buildFlowXml } from './write-flow-xml.ts'

/** A block without ids; {@link nameAll} gives them, so that every element of a flow has its own. */
type Shape =
  | { kind: 'task'; isReturning: boolean; isTimed: boolean }
  | { kind: 'wait' }
  | { kind: 'choose' | 'together'; branches: Shape[][] }

const shapes = fc.letrec<{ steps: Shape[]; step: Shape }>((tie) => ({
  steps: fc.array(tie('step'), { minLength: 0, maxLength: 3, depthIdentifier: 'flow' }),
  step: fc.oneof(
    { depthIdentifier: 'flow', maxDepth: 3, depthSize: 'small' },
    fc.record({ kind: fc.constant('task' as const), isReturning: fc.boolean(), isTimed: fc.boolean() }),
    fc.record({ kind: fc.constant('wait' as const) }),
    fc.record({
      kind: fc.constantFrom('choose' as const, 'together' as const),
      branches: fc.array(tie('steps'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}))

const flows: fc.Arbitrary<FlowDescription> = shapes.steps.map((steps) => {
  const count = { value: 0 }
  return {
    id: 'random',
    name: '随机流程',
    variables: ['amount'],
    steps: [
      ...steps.map((shape) => nameAll(shape, count)),
      { task: { id: 'decide', name: '审批', step: 'approve', role: 'approver', returnTo: 'decide' } },
    ],
  }
})

describe('any flow that is built of blocks', () => {
  it('passes the checks, from its file', async () => {
    await fc.assert(
      fc.asyncProperty(flows, async (flow) => {
        const { graph, problems } = await parseFlow(buildFlowXml(flow))
        expect([...problems, ...checkFlow(graph)]).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('ends, whatever people decide and whichever timers fire, and neither loses nor doubles a token', () => {
    fc.assert(
      fc.property(flows, fc.infiniteStream(fc.nat(1000)), (flow, choices) => {
        const run = play(graphOf(flow), choices)
        expect(run.ended).toBe(1)
        expect(run.waiting.size).toBe(0)
        expect(run.timers.size).toBe(0)
      }),
      { numRuns: 500 },
    )
  })

  it('is drawn without one element on another and with every line from its source to its target', () => {
    fc.assert(
      fc.property(flows, (flow) => {
        const graph = graphOf(flow)
        const { boxes, lines } = layoutFlow(graph)
        const solid = [...graph.nodes.values()]
          .filter((node) => node.kind !== 'boundary')
          .map(({ id }) => boxes.get(id)!)
        for (const [index, a] of solid.entries()) {
          for (const b of solid.slice(index + 1)) {
            const isApart = a.x + a.width < b.x || b.x + b.width < a.x || a.y + a.height < b.y || b.y + b.height < a.y
            expect(isApart).toBe(true)
          }
        }
        for (const edge of graph.edges.values()) {
          const line = lines.get(edge.id)!
          expect(touches(line[0]!, boxes.get(edge.from.id)!)).toBe(true)
          expect(touches(line.at(-1)!, boxes.get(edge.to.id)!)).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })
})

interface Play {
  tokens: Tokens
  ended: number
  /** `token@element` of every task and timer that the effects say is waiting. */
  readonly waiting: Set<string>
  readonly timers: Set<string>
}

/** After this many events everybody passes, so that a circle of returns comes to its end. */
const PATIENCE = 60

function play(graph: FlowGraph, choices: fc.Stream<number>): Play {
  const run: Play = { tokens: NO_TOKENS, ended: 0, waiting: new Set(), timers: new Set() }
  take(graph, run, { kind: 'start' }, { outcome: 'pass' })
  for (let turn = 0; run.ended === 0; turn += 1) {
    const choose = () => choices.next().value as number
    const possible: FlowEvent[] = [
      ...[...run.waiting].map((key) => ({ kind: 'completed' as const, token: Number(key.split('@')[0]) })),
      ...[...run.timers].map((key) => {
        const [token, element] = key.split('@') as [string, string]
        return { kind: 'timer-fired' as const, token: Number(token), element }
      }),
    ]
    const event = possible[choose() % possible.length]!
    const outcome = turn < PATIENCE && choose() % 3 === 0 ? 'return' : 'pass'
    take(graph, run, event, { outcome, amount: choose() })
    expect(turn).toBeLessThan(2_000)
  }
  return run
}

function take(graph: FlowGraph, run: Play, event: FlowEvent, values: Record<string, unknown>): void {
  const before = JSON.stringify(run.tokens)
  const stepped = stepFlow(graph, JSON.parse(before) as Tokens, event, values)
  expect(JSON.stringify(run.tokens)).toBe(before)
  expect(stepFlow(graph, run.tokens, event, values)).toEqual(stepped)
  follow(run, event, stepped)
  const numbers = stepped.tokens.at.map(([number]) => number)
  const places = stepped.tokens.at.map(([, place]) => place)
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(new Set(places).size).toBe(places.length)
  const atTasks = stepped.tokens.at.filter(([, place]) => graph.nodes.get(place)?.kind === 'task')
  expect(new Set(atTasks.map(([number, place]) => `${number}@${place}`))).toEqual(run.waiting)
  for (const key of run.timers) expect(numbers).toContain(Number(key.split('@')[0]))
  run.tokens = stepped.tokens
}

function follow(run: Play, event: FlowEvent, { effects }: Stepped): void {
  if (event.kind === 'completed')
    for (const key of run.waiting) if (key.startsWith(`${event.token}@`)) run.waiting.delete(key)
  if (event.kind === 'timer-fired') run.timers.delete(`${event.token}@${event.element}`)
  for (const effect of effects) {
    if (effect.kind === 'end') {
      run.ended += 1
      continue
    }
    const key = `${effect.token}@${effect.node.id}`
    if (effect.kind === 'open-task') run.waiting.add(key)
    if (effect.kind === 'set-timer') run.timers.add(key)
    if (effect.kind === 'cancel-task') expect(run.waiting.delete(key)).toBe(true)
    if (effect.kind === 'drop-timer') expect(run.timers.delete(key)).toBe(true)
  }
}

/** A return or a timeout leads to the task itself: it may not leave the branch of a parallel block. */
function nameAll(shape: Shape, count: { value: number }): StepDescription {
  const number = ++count.value
  const id = `e${number}`
  if (shape.kind === 'wait')
    return { wait: { id, name: `等待${number}`, length: 2, unit: number % 2 ? 'workday' : 'day' } }
  if (shape.kind === 'task') {
    const timeout = { id: `${id}_late`, name: '逾期', workdays: 3, goTo: id }
    const extra = { ...(shape.isReturning ? { returnTo: id } : {}), ...(shape.isTimed ? { timeout } : {}) }
    return { task: { id, name: `承办${number}`, step: 'handle', role: 'handler', ...extra } }
  }
  const steps = shape.branches.map((branch) => branch.map((inner) => nameAll(inner, count)))
  if (shape.kind === 'together') return { together: { id, branches: steps } }
  const branches = steps.map((branch, index) => ({
    ...(index ? { when: `amount > ${index * 300}` } : {}),
    steps: branch,
  }))
  return { choose: { id, branches } }
}

function graphOf(flow: FlowDescription): FlowGraph {
  const drawing = drawFlow(flow)
  const edges = drawing.edges.map(({ when, ...edge }) => (when ? { ...edge, condition: compileCondition(when) } : edge))
  return buildGraph({ ...drawing, edges })
}

function touches(
  point: { x: number; y: number },
  box: { x: number; y: number; width: number; height: number },
): boolean {
  const isInside = point.x >= box.x && point.x <= box.x + box.width && point.y >= box.y && point.y <= box.y + box.height
  const isOnSide =
    point.x === box.x || point.x === box.x + box.width || point.y === box.y || point.y === box.y + box.height
  return isInside && isOnSide
}
