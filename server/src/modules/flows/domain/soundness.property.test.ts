import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasDouble, possibleEvents, startRun, takeEvent } from '../../../../test/play-flow.ts'
import type { Run } from '../../../../test/play-flow.ts'
import { flowOf, randomValues, shapesOf } from '../../../../test/random-flow.ts'
import { spoil } from '../../../../test/spoil-flow.ts'
import type { FlowProblem } from '../contract/flow-problem.ts'
import { checkFlow } from './check-flow.ts'
import { buildGraph } from './graph.ts'
import type { FlowGraph, FlowNode, FlowSource, FlowValues } from './graph.ts'
import type { FlowEvent } from './step-flow.ts'
import { scopeOf } from './tokens.ts'

const flows = shapesOf(['task', 'choose', 'together', 'any', 'sub', 'again', 'several', 'wait'])
/** Right drawings that were spoilt in one to three places, as a slip of the hand does. */
const drawings = fc
  .tuple(
    flows.map(flowOf),
    fc.array(fc.record({ how: fc.nat(5), where: fc.nat(), to: fc.nat() }), { minLength: 1, maxLength: 3 }),
  )
  .map(([source, slips]) => slips.reduce(spoil, source))

/** Faults that a run shows; the others are seen on the drawing. */
const SHOWN = new Set(['deadlock', 'safe', 'ends-once', 'can-end'])

describe('a drawing with slips', () => {
  it('that is judged sound never gets stuck, whatever people decide and whichever events happen', () => {
    const seen = { sound: 0 }
    fc.assert(
      fc.property(drawings, fc.infiniteStream(fc.nat(10_000)), (source, chance) => {
        const graph = buildGraph(source)
        if (checkFlow(graph).length > 0) return
        seen.sound += 1
        playToTheEnd(source, graph, chance)
      }),
      { numRuns: 1_500 },
    )
    expect(seen.sound).toBeGreaterThan(100)
  })

  it('that is judged unsound is shown to be so by replaying its counter-example', () => {
    const seen = new Map<string, number>()
    fc.assert(
      fc.property(drawings, (source) => {
        const graph = buildGraph(source)
        const found = checkFlow(graph).find(({ rule, trace }) => SHOWN.has(rule) && trace !== undefined)
        if (!found) return
        seen.set(found.rule, (seen.get(found.rule) ?? 0) + 1)
        expectShown(replay(source, graph, found), found)
      }),
      { numRuns: 3_000 },
    )
    expect([...seen.keys()].toSorted()).toEqual(expect.arrayContaining(['deadlock', 'ends-once', 'safe']))
  })
})

function playToTheEnd(source: FlowSource, graph: FlowGraph, chance: fc.Stream<number>): void {
  const draw = () => chance.next().value as number
  const run = startRun(graph, randomValues(source, draw, false))
  for (let turn = 0; run.ended === 0; turn += 1) {
    const events = possibleEvents(run)
    expect(events.length).toBeGreaterThan(0)
    expect(hasDouble(run.tokens, graph)).toBe(false)
    // Where every branch at last takes its default it may still go round: then only chance leads out.
    takeEvent(run, events[draw() % events.length]!, randomValues(source, draw, turn > 60 && turn % 2 === 0))
    if (turn > 3_000) throw new Error('goes on for ever')
  }
}

/** One act of the counter-example, and the lines that are chosen after it. */
interface Act {
  readonly node: FlowNode
  readonly chosen: Set<string>
  readonly isEntered: boolean
}

function actsOf(graph: FlowGraph, trace: readonly string[]): Act[] {
  const acts: Act[] = []
  for (const [index, id] of trace.entries()) {
    const node = graph.nodes.get(id)
    if (graph.edges.has(id)) acts.at(-1)!.chosen.add(id)
    if (!node || !isAct(node, graph)) continue
    const after = graph.nodes.get(trace[index + 1] ?? '')
    acts.push({
      node,
      chosen: new Set(),
      isEntered: node.kind === 'sub' && after?.kind === 'start' && after.inside === node,
    })
  }
  return acts
}

function isAct(node: FlowNode, graph: FlowGraph): boolean {
  return node === graph.start || ['task', 'sub', 'timer', 'message', 'boundary', 'service'].includes(node.kind)
}

function replay(source: FlowSource, graph: FlowGraph, { trace = [] }: FlowProblem): Run {
  const acts = actsOf(graph, trace)
  // Entering is no event: what is chosen inside belongs to the act that led there.
  const merged = acts.reduce<Act[]>((all, act) => {
    if (!act.isEntered) return [...all, { ...act, chosen: new Set(act.chosen) }]
    for (const id of act.chosen) all.at(-1)!.chosen.add(id)
    return all
  }, [])
  const run = startRun(graph, valuesOf(source, merged[0]!.chosen))
  for (const { node, chosen } of merged.slice(1)) act(run, node, valuesOf(source, chosen))
  return run
}

function valuesOf(source: FlowSource, chosen: ReadonlySet<string>): FlowValues {
  return Object.fromEntries(
    source.variables.map((name) => (name.startsWith('n_') ? [name, 1] : [name, chosen.has(name.slice('c_'.length))])),
  )
}

/** Lets the element act: a task is done, an event happens, a sub-process is worked through to its end. */
function act(run: Run, node: FlowNode, values: FlowValues): void {
  const place = node.kind === 'boundary' && node.isInterrupting ? node.attachedTo! : node
  const token = run.tokens.at.find(([, at]) => at === place.id)
  if (!token) throw new Error(`nothing waits at ${place.id}`)
  const isOver = () => !run.tokens.at.some(([number, at]) => number === token[0] && at === place.id)
  const times = new Map<string, number>()
  for (let turn = 0; !isOver() || turn === 0; turn += 1) {
    const events = possibleEvents(run).filter((event) => belongs(run, event, token[0], node))
    const event = rarest(run, events, times)
    if (!event || turn > 500) return
    takeEvent(run, event, values)
    if (node.kind !== 'sub' && !node.multi) return
  }
}

/** What happened least so far: whoever always lets the same happen may go round inside for ever. */
function rarest(run: Run, events: readonly FlowEvent[], times: Map<string, number>): FlowEvent | undefined {
  const placed = events.map((event) => ({ event, place: placeOf(run, event) }))
  const [least] = placed.toSorted((one, other) => (times.get(one.place) ?? 0) - (times.get(other.place) ?? 0))
  if (least) times.set(least.place, (times.get(least.place) ?? 0) + 1)
  return least?.event
}

function placeOf(run: Run, event: FlowEvent): string {
  if ('element' in event) return event.element
  return run.tokens.at.find(([number]) => event.kind === 'completed' && number === event.token)?.[1] ?? ''
}

/** The event itself, or one inside the token. */
function belongs(run: Run, event: FlowEvent, token: number, node: FlowNode): boolean {
  if (event.kind === 'start') return false
  if (node.kind === 'boundary') return 'element' in event && event.element === node.id
  if ('element' in event && event.element !== node.id && !isWithin(run, event.token, token)) return false
  return event.token === token || isWithin(run, event.token, token)
}

function isWithin(run: Run, token: number, outer: number): boolean {
  const found = run.tokens.at.find(([number]) => number === token)
  const scope = found ? scopeOf(found) : 0
  return scope !== 0 && (scope === outer || isWithin(run, scope, outer))
}

function expectShown(run: Run, { rule }: FlowProblem): void {
  const { tokens, graph } = run
  if (rule === 'deadlock') {
    const scopes = [...new Set(tokens.at.map(scopeOf))]
    const isStuck = (scope: number) =>
      tokens.at.filter((token) => scopeOf(token) === scope).every(([, at]) => graph.edges.has(at))
    expect(scopes.some(isStuck)).toBe(true)
  }
  // Two tokens at one place; or both passed it in this very step, having split in it.
  if (rule === 'safe') expect(hasDouble(tokens, graph) || tokens.last > run.before.last).toBe(true)
  // Something is left when an end is passed, or two branches both end in this very step: they split in it, or one waited for the other.
  if (rule === 'ends-once')
    expect(tokens.at.length > 0 || tokens.last > run.before.last || hasBranches(run.before)).toBe(true)
  if (rule === 'can-end') expect(run.ended).toBe(0)
}

function hasBranches({ at }: Run['tokens']): boolean {
  const scopes = at.map(scopeOf)
  return new Set(scopes).size < scopes.length
}
