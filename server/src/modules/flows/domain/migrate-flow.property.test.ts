import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { possibleEvents, startRun, takeEvent } from '../../../../test/play-flow.ts'
import { flowOf, randomValues, shapesOf } from '../../../../test/random-flow.ts'
import { buildGraph } from './graph.ts'
import type { FlowSource } from './graph.ts'
import { planMigration, suggestMapping } from './migrate-flow.ts'
import type { Tokens } from './tokens.ts'

const flows = shapesOf(['task', 'wait', 'hear', 'choose', 'together', 'any', 'sub', 'again']).map(flowOf)

describe('a running flow of any kind, wherever it stands', () => {
  it('can go to a version that is the same, and stands there as before', () => {
    fc.assert(
      fc.property(flows, fc.nat(12), fc.infiniteStream(fc.nat(10_000)), (source, events, chance) => {
        const [from, to] = [buildGraph(source), buildGraph(source)]
        const tokens = playFor(source, events, () => chance.next().value as number)
        const flow = { tokens, values: { outcomes: {} }, performers: {} }
        const planned = planMigration(flow, { from, to, mapping: suggestMapping(from, to) })
        const isSeveral = tokens.at.some(([, at]) => from.nodes.get(at)?.multi)
        if (planned.kind === 'cannot') {
          // Or so many branches at once that they cannot all be played.
          expect(planned.reasons.join()).toContain(isSeveral ? '是多人办理' : '走法太多')
        } else {
          expect(isSeveral).toBe(false)
          expect(planned.tokens).toEqual(tokens)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('can not go where one of its places is gone', () => {
    fc.assert(
      fc.property(flows, fc.nat(12), fc.infiniteStream(fc.nat(10_000)), (source, events, chance) => {
        const [from, to] = [buildGraph(source), buildGraph(source)]
        const tokens = playFor(source, events, () => chance.next().value as number)
        const gone = tokens.at[0]?.[1]
        if (gone === undefined) return
        const { [gone]: _, ...mapping } = suggestMapping(from, to)
        const flow = { tokens, values: { outcomes: {} }, performers: {} }
        expect(planMigration(flow, { from, to, mapping }).kind).toBe('cannot')
      }),
      { numRuns: 100 },
    )
  })
})

function playFor(source: FlowSource, events: number, draw: () => number): Tokens {
  const run = startRun(buildGraph(source), randomValues(source, draw, false))
  for (let turn = 0; turn < events && run.ended === 0; turn += 1) {
    const possible = possibleEvents(run)
    takeEvent(run, possible[draw() % possible.length]!, randomValues(source, draw, false))
  }
  return run.tokens
}
