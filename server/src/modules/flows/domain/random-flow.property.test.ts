import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasDouble, possibleEvents, startRun, takeEvent } from '../../../../test/play-flow.ts'
import type { Run } from '../../../../test/play-flow.ts'
import { flowOf, randomValues, shapesOf } from '../../../../test/random-flow.ts'
import type { ShapeKind } from '../../../../test/random-flow.ts'
import { checkFlow } from './check-flow.ts'
import { buildGraph } from './graph.ts'
import type { FlowGraph, FlowSource } from './graph.ts'
import { NO_TOKENS, isBody, scopeOf } from './tokens.ts'
import type { Tokens } from './tokens.ts'
import { stepFlow } from './step-flow.ts'

const ALL: readonly ShapeKind[] = [
  'task',
  'several',
  'wait',
  'hear',
  'service',
  'choose',
  'together',
  'any',
  'sub',
  'again',
]
const flows = shapesOf(ALL).map(flowOf)

/** After this many events nothing goes round any more, so that every run comes to its end. */
const PATIENCE = 60

describe('any flow of all constructs that is built of blocks', () => {
  it('passes the checks', () => {
    fc.assert(
      fc.property(flows, (source) => {
        // So many branches at once that they cannot all be played is the one refusal that a block can earn.
        expect(checkFlow(buildGraph(source)).filter(({ rule }) => rule !== 'states')).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('ends once, with no token lost and none left, whatever people decide and whichever events happen', () => {
    fc.assert(
      fc.property(flows, fc.infiniteStream(fc.nat(10_000)), (source, chance) => {
        const run = play(source, chance)
        expect(run.ended).toBe(1)
        expect(run.tokens.at).toEqual([])
      }),
      { numRuns: 600 },
    )
  })

  it('comes to the same tokens when its events are replayed from the beginning', () => {
    fc.assert(
      fc.property(flows, fc.infiniteStream(fc.nat(10_000)), (source, chance) => {
        const { graph, log, tokens } = play(source, chance)
        const again = log.reduce((at: Tokens, { event, values }) => {
          const stored = JSON.parse(JSON.stringify(at)) as Tokens
          return stepFlow(graph, stored, event, values).tokens
        }, NO_TOKENS)
        expect(again).toEqual(tokens)
      }),
      { numRuns: 200 },
    )
  })
})

function play(source: FlowSource, chance: fc.Stream<number>): Run {
  const graph = buildGraph(source)
  const draw = () => chance.next().value as number
  const run = startRun(graph, randomValues(source, draw, false))
  const asked = new Set<string>()
  follow(run, asked)
  for (let turn = 0; run.ended === 0; turn += 1) {
    const possible = possibleEvents(run)
    expect(possible.length).toBeGreaterThan(0)
    takeEvent(run, possible[draw() % possible.length]!, randomValues(source, draw, turn > PATIENCE))
    follow(run, asked)
    expectWhole(run)
    expect(turn).toBeLessThan(5_000)
  }
  return run
}

/** What was asked for and not withdrawn is what the tokens wait for: no task without a token, no token without a task. */
function follow(run: Run, asked: Set<string>): void {
  const { event } = run.log.at(-1)!
  if (event.kind === 'completed') asked.delete(`task ${event.token}`)
  if (event.kind === 'timer-fired') asked.delete(`timer ${event.token} ${event.element}`)
  for (const effect of run.last.effects) {
    if (effect.kind === 'open-task') asked.add(`task ${effect.token}`)
    if (effect.kind === 'set-timer') asked.add(`timer ${effect.token} ${effect.node.id}`)
    if (effect.kind === 'cancel-task') expect(asked.delete(`task ${effect.token}`)).toBe(true)
    if (effect.kind === 'drop-timer') expect(asked.delete(`timer ${effect.token} ${effect.node.id}`)).toBe(true)
  }
  expect([...asked].sort()).toEqual(awaited(run.graph, run.tokens).sort())
}

function awaited(graph: FlowGraph, tokens: Tokens): string[] {
  return tokens.at.flatMap((token) => {
    const node = graph.nodes.get(token[1])
    if (!node) return []
    const isInstance = node.multi !== undefined && !isBody(tokens.at, token, node)
    const own = node.kind === 'task' && (!node.multi || isInstance) ? [`task ${token[0]}`] : []
    const timed = node.wait ? [`timer ${token[0]} ${node.id}`] : []
    const edges = isInstance ? [] : node.boundaries.filter((event) => event.isInterrupting && event.wait)
    return [...own, ...timed, ...edges.map((event) => `timer ${token[0]} ${event.id}`)]
  })
}

function expectWhole({ tokens, graph }: Run): void {
  const numbers = tokens.at.map(([number]) => number)
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(Math.max(0, ...numbers)).toBeLessThanOrEqual(tokens.last)
  for (const token of tokens.at) if (scopeOf(token) !== 0) expect(numbers).toContain(scopeOf(token))
  expect(hasDouble(tokens, graph)).toBe(false)
  expect(JSON.stringify(tokens).length).toBeLessThan(25 + 32 * tokens.at.length)
}
