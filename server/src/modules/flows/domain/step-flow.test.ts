import { describe, expect, it } from 'vitest'
import { compileCondition } from '../actions/compile-condition.ts'
import { drawFlow } from './describe-flow.ts'
import type { FlowDescription } from './describe-flow.ts'
import { buildGraph } from './graph.ts'
import type { FlowGraph } from './graph.ts'
import { NO_TOKENS, stepFlow } from './step-flow.ts'
import type { Stepped } from './step-flow.ts'

const handle = { id: 'handle', name: '承办', step: 'handle', role: 'handler' }
const review = { id: 'review', name: '审查', step: 'review', role: 'reviewer', returnTo: 'handle' }
const approve = { id: 'approve', name: '审批', step: 'approve', role: 'approver', returnTo: 'handle' }

describe('stepping a flow', () => {
  it('opens the first task at the start and the next one when it is completed', () => {
    const graph = graphOf([{ task: handle }, { task: review }, { task: approve }])
    const begun = stepFlow(graph, NO_TOKENS, { kind: 'start' }, {})
    expect(openedBy(begun)).toEqual(['handle'])
    const next = complete(graph, begun, 'handle', 'pass')
    expect(openedBy(next)).toEqual(['review'])
    expect(next.tokens).toEqual({ last: 1, at: [[1, 'review']] })
  })

  it('keeps its whole state in a few tens of bytes', () => {
    const graph = graphOf([{ task: handle }, { task: review }, { task: approve }])
    const { tokens } = stepFlow(graph, NO_TOKENS, { kind: 'start' }, {})
    expect(JSON.stringify(tokens).length).toBeLessThan(60)
  })

  it('goes back by the sequence flow when the reviewer returns it, and forward again afterwards', () => {
    const graph = graphOf([{ task: handle }, { task: review }, { task: approve }])
    let now = complete(graph, stepFlow(graph, NO_TOKENS, { kind: 'start' }, {}), 'handle', 'pass')
    now = complete(graph, now, 'review', 'return')
    expect(openedBy(now)).toEqual(['handle'])
    now = complete(graph, now, 'handle', 'pass')
    now = complete(graph, now, 'review', 'pass')
    now = complete(graph, now, 'approve', 'deny')
    expect(now).toEqual({ tokens: { last: 1, at: [] }, effects: [{ kind: 'end' }] })
  })

  it('waits at a parallel join until every branch is there, in whatever order they come', () => {
    const branches = ['a', 'b', 'c'].map((id) => [{ task: { ...handle, id } }])
    const graph = graphOf([{ together: { id: 'all', branches } }, { task: approve }])
    let now = stepFlow(graph, NO_TOKENS, { kind: 'start' }, {})
    expect(openedBy(now)).toEqual(['a', 'b', 'c'])
    now = complete(graph, now, 'c', 'pass')
    now = complete(graph, now, 'a', 'pass')
    expect(openedBy(now)).toEqual([])
    now = complete(graph, now, 'b', 'pass')
    expect(openedBy(now)).toEqual(['approve'])
    expect(now.tokens.at).toHaveLength(1)
  })

  it('takes the branch whose condition holds, and the default one when none does', () => {
    const graph = graphOf(
      [
        {
          choose: {
            id: 'size',
            branches: [
              { when: 'amount > 1000', steps: [{ task: { ...handle, id: 'large' } }] },
              { steps: [{ task: { ...handle, id: 'small' } }] },
            ],
          },
        },
        { task: approve },
      ],
      ['amount'],
    )
    const start = (amount: unknown) => openedBy(stepFlow(graph, NO_TOKENS, { kind: 'start' }, { amount }))
    expect(start(2000)).toEqual(['large'])
    expect(start(10)).toEqual(['small'])
    expect(start(undefined)).toEqual(['small'])
  })

  it('sets a timer, and goes on when it fires', () => {
    const graph = graphOf([{ wait: { id: 'notice', name: '公示', length: 5, unit: 'workday' } }, { task: approve }])
    const waiting = stepFlow(graph, NO_TOKENS, { kind: 'start' }, {})
    expect(waiting.effects).toMatchObject([{ kind: 'set-timer', token: 1, node: { id: 'notice' } }])
    const fired = stepFlow(graph, waiting.tokens, { kind: 'timer-fired', token: 1, element: 'notice' }, {})
    expect(openedBy(fired)).toEqual(['approve'])
  })

  it('ends a task when the timer on its edge fires, and drops the timer when the task is done first', () => {
    const timeout = { id: 'late', name: '逾期', workdays: 3, goTo: 'approve' }
    const graph = graphOf([{ task: { ...handle, timeout } }, { task: { ...approve, returnTo: 'handle' } }])
    const waiting = stepFlow(graph, NO_TOKENS, { kind: 'start' }, {})
    expect(kindsOf(waiting)).toEqual(['open-task handle', 'set-timer late'])
    const fired = stepFlow(graph, waiting.tokens, { kind: 'timer-fired', token: 1, element: 'late' }, {})
    expect(kindsOf(fired)).toEqual(['cancel-task handle', 'open-task approve'])
    expect(kindsOf(complete(graph, waiting, 'handle', 'pass'))).toEqual(['drop-timer late', 'open-task approve'])
  })

  it('refuses an event for a token that is not there', () => {
    const graph = graphOf([{ task: approve }])
    const { tokens } = stepFlow(graph, NO_TOKENS, { kind: 'start' }, {})
    expect(() => stepFlow(graph, tokens, { kind: 'completed', token: 7 }, {})).toThrow('no token 7')
    expect(() => stepFlow(graph, tokens, { kind: 'timer-fired', token: 1, element: 'x' }, {})).toThrow('wait for x')
    expect(() => stepFlow(graph, tokens, { kind: 'start' }, {})).toThrow('started already')
  })
})

function graphOf(steps: FlowDescription['steps'], variables: readonly string[] = []): FlowGraph {
  const drawing = drawFlow({ id: 'test', name: '测试', variables, steps })
  const edges = drawing.edges.map(({ when, ...edge }) => (when ? { ...edge, condition: compileCondition(when) } : edge))
  return buildGraph({ ...drawing, edges })
}

function complete(graph: FlowGraph, { tokens }: Stepped, element: string, outcome: string): Stepped {
  const token = tokens.at.find(([, at]) => at === element)
  if (!token) throw new Error(`no token at ${element}`)
  return stepFlow(graph, tokens, { kind: 'completed', token: token[0] }, { outcome })
}

function openedBy({ effects }: Stepped): string[] {
  return effects.flatMap((effect) => (effect.kind === 'open-task' ? [effect.node.id] : []))
}

function kindsOf({ effects }: Stepped): string[] {
  return effects.map((effect) => (effect.kind === 'end' ? 'end' : `${effect.kind} ${effect.node.id}`))
}
