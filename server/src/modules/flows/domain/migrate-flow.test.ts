import { describe, expect, it } from 'vitest'
import { parseFlow } from '../actions/parse-flow.ts'
import type { FlowDescription, StepDescription } from './describe-flow.ts'
import { buildGraph } from './graph.ts'
import type { FlowGraph, NodeSource } from './graph.ts'
import { planMigration, suggestMapping } from './migrate-flow.ts'
import type { ElementMapping, MigrationPlan } from './migrate-flow.ts'
import { keyOf, reachableMarkings } from './reachable-markings.ts'
import { NO_TOKENS, stepFlow } from './step-flow.ts'
import type { Tokens } from './step-flow.ts'
import { buildFlowXml } from './write-flow-xml.ts'

const task = (id: string, name: string, step: 'handle' | 'review' | 'approve' = 'handle'): StepDescription => ({
  task: { id, name, step, role: step === 'approve' ? 'approver' : 'handler' },
})
const approve = task('approve', '审批', 'approve')
const both = (...ids: string[]): StepDescription => ({
  together: { id: 'split', branches: ids.map((id) => [task(id, id)]) },
})

async function graphOf(steps: StepDescription[], variables?: string[]): Promise<FlowGraph> {
  const description: FlowDescription = { id: 'f', name: '流程', steps, ...(variables && { variables }) }
  const { graph, problems } = await parseFlow(buildFlowXml(description))
  expect(problems).toEqual([])
  return graph
}

/** Runs the flow from its start, completing tasks by their element. */
function run(graph: FlowGraph, ...completed: string[]): Tokens {
  let { tokens } = stepFlow(graph, NO_TOKENS, { kind: 'start' }, {})
  for (const element of completed) {
    const [token] = tokens.at.find(([, at]) => at === element)!
    tokens = stepFlow(graph, tokens, { kind: 'completed', token }, {}).tokens
  }
  return tokens
}

function plan(
  [from, to]: readonly [FlowGraph, FlowGraph],
  tokens: Tokens,
  changes: ElementMapping = {},
  values: Record<string, unknown> = {},
): MigrationPlan {
  const mapping = { ...suggestMapping(from, to), ...changes }
  const flow = { tokens, values: { outcomes: {}, ...values }, performers: {} }
  return planMigration(flow, { from, to, mapping })
}

const reasonsOf = (planned: MigrationPlan) => (planned.kind === 'cannot' ? planned.reasons : [])

describe('a running flow and a new version', () => {
  it('stays where it is when the place is the same in both', async () => {
    const graphs = [
      await graphOf([task('handle', '承办'), approve]),
      await graphOf([task('handle', '承办'), task('review', '审查', 'review'), approve]),
    ] as const
    const planned = plan(graphs, run(graphs[0]))
    expect(planned).toMatchObject({ kind: 'moves', moves: [{ from: 'handle', to: 'handle' }] })
  })

  it('goes where the mapping sends it, and takes outcomes and performers along', async () => {
    const from = await graphOf([task('handle', '承办'), approve])
    const to = await graphOf([task('examine', '核查'), approve])
    const mapping = { ...suggestMapping(from, to), handle: 'examine' }
    const flow = {
      tokens: run(from, 'handle'),
      values: { outcome: 'pass', outcomes: { handle: 'pass' } },
      performers: { handle: ['someone'] },
    } as const
    const planned = planMigration(flow, { from, to, mapping })
    expect(planned).toMatchObject({
      kind: 'moves',
      moves: [{ from: 'approve', to: 'approve' }],
      values: { outcome: 'pass', outcomes: { examine: 'pass' } },
      performers: { examine: ['someone'] },
    })
  })

  it('can not go where nothing corresponds, is of another kind, or is another step', async () => {
    const from = await graphOf([task('handle', '承办'), approve])
    const to = await graphOf([
      { wait: { id: 'wait', name: '公示', length: 5, unit: 'workday' } },
      task('examine', '核查', 'review'),
      approve,
    ])
    const tokens = run(from)
    expect(reasonsOf(plan([from, to], tokens))).toEqual(['“承办”在新版中没有对应的环节'])
    expect(reasonsOf(plan([from, to], tokens, { handle: 'nowhere' })).join()).toContain('新版里没有这个元素')
    expect(reasonsOf(plan([from, to], tokens, { handle: 'wait' })).join()).toContain('不是同一种元素')
    expect(reasonsOf(plan([from, to], tokens, { handle: 'examine' })).join()).toContain('环节（承办、审查、审批）不同')
  })

  it('in the middle of parallel branches goes with both, the finished one too', async () => {
    const from = await graphOf([both('a', 'b'), approve])
    const to = await graphOf([both('a', 'c'), task('sum', '汇总', 'review'), approve])
    const tokens = run(from, 'a')
    expect(tokens.at).toHaveLength(2)
    const join = [...to.edges.values()].find((edge) => edge.from.id === 'a')!
    expect(reasonsOf(plan([from, to], tokens))).toEqual(['“b”在新版中没有对应的环节'])
    const planned = plan([from, to], tokens, { b: 'c' })
    expect(planned).toMatchObject({ kind: 'moves', tokens: { last: tokens.last } })
    expect(planned.kind === 'moves' && planned.tokens.at.map(([, at]) => at).toSorted()).toEqual(
      ['c', join.id].toSorted(),
    )
    const done = stepFlow(
      to,
      (planned as { tokens: Tokens }).tokens,
      { kind: 'completed', token: tokens.at.find(([, at]) => at === 'b')![0] },
      {},
    )
    expect(done.tokens.at.map(([, at]) => at)).toEqual(['sum'])
  })

  it('can not go where a branch would be missing: a join would wait for ever', async () => {
    const from = await graphOf([task('a', 'a'), approve])
    const to = await graphOf([both('a', 'b'), approve])
    expect(reasonsOf(plan([from, to], run(from)))).toEqual([expect.stringContaining('新版走不到这样的状态')])
  })

  it('can not go where two tokens would become two of one branch', async () => {
    const from = await graphOf([both('a', 'b'), approve])
    const to = await graphOf([task('a', 'a'), approve])
    expect(reasonsOf(plan([from, to], run(from), { b: 'a' }))).toEqual([expect.stringContaining('新版走不到')])
  })

  it('can not go where a condition ahead reads what was never asked', async () => {
    const choice = (when: string): StepDescription => ({
      choose: {
        id: 'big',
        name: '大？',
        branches: [
          { name: '否', steps: [] },
          { name: '是', when, steps: [task('more', '评审')] },
        ],
      },
    })
    const from = await graphOf([task('handle', '承办'), approve])
    const to = await graphOf([task('handle', '承办'), choice('amount > 10'), approve], ['amount'])
    expect(reasonsOf(plan([from, to], run(from)))).toEqual([expect.stringContaining('要用“amount”')])
    expect(plan([from, to], run(from), {}, { amount: 3 }).kind).toBe('moves')
    expect(plan([from, to], run(from, 'handle')).kind).toBe('moves')
  })
})

describe('a running flow inside a sub-process', () => {
  const rule = (step: 'handle' | 'approve') => ({ step, role: 'handler', distinctFrom: [] })
  const drawn = (changes: Partial<NodeSource> = {}, inner = 'a'): FlowGraph =>
    buildGraph({
      id: 'f',
      name: '流程',
      variables: [],
      nodes: [
        { id: 'start', name: '', kind: 'start' },
        { id: 'sub', name: '现场', kind: 'sub', ...changes },
        { id: 'begin', name: '', kind: 'start', inside: 'sub' },
        { id: inner, name: '核查', kind: 'task', inside: 'sub', task: rule('handle') },
        { id: 'done', name: '', kind: 'end', inside: 'sub' },
        { id: 'approve', name: '审批', kind: 'task', task: rule('approve') },
        { id: 'end', name: '', kind: 'end' },
      ],
      edges: [
        { id: 'e1', from: 'start', to: 'sub' },
        { id: 'e2', from: 'begin', to: inner },
        { id: 'e3', from: inner, to: 'done' },
        { id: 'e4', from: 'sub', to: 'approve' },
        { id: 'e5', from: 'approve', to: 'end' },
      ],
    })

  it('goes with it, and stands in it as before', () => {
    const tokens = run(drawn())
    expect(tokens.at).toMatchObject([
      [1, 'sub'],
      [2, 'a', 1],
    ])
    const planned = plan([drawn(), drawn({}, 'b')], tokens, { a: 'b' })
    expect(planned.kind === 'moves' && planned.tokens.at).toEqual([
      [1, 'sub'],
      [2, 'b', 1],
    ])
  })

  it('can not be taken out of it, nor into one that several people do', async () => {
    const flat = await graphOf([task('a', '核查'), approve])
    expect(reasonsOf(plan([drawn(), flat], run(drawn())))).toEqual(['“现场”在新版中没有对应的环节'])
    expect(reasonsOf(plan([drawn(), flat], run(drawn()), { sub: 'a' })).join()).toContain('不是同一种元素')
    const multi = { isSequential: false, count: { text: '2', names: [], least: 2, of: () => 2 } }
    expect(reasonsOf(plan([drawn(), drawn({ multi })], run(drawn()), { sub: 'sub' })).join()).toContain(
      '新版是多人办理',
    )
  })
})

describe('the places that a flow can reach', () => {
  it('are those of its own runs', async () => {
    const graph = await graphOf([both('a', 'b'), approve])
    const reachable = reachableMarkings(graph)!
    expect(reachable.has(keyOf(['b', 'a']))).toBe(true)
    expect(reachable.has('approve')).toBe(true)
    expect(reachable.has('a')).toBe(false)
    expect(reachable.has('')).toBe(true)
    const afterA = run(graph, 'a').at.map(([, at]) => at)
    expect(reachable.has(keyOf(afterA))).toBe(true)
    expect(reachable.size).toBe(5)
  })

  it('include where a timer leads', async () => {
    const timed: StepDescription = {
      task: {
        id: 'a',
        name: 'a',
        step: 'handle',
        role: 'handler',
        timeout: { id: 'late', name: '逾期', workdays: 3, goTo: 'approve' },
      },
    }
    const graph = await graphOf([timed, task('b', 'b'), approve])
    expect([...reachableMarkings(graph)!].toSorted()).toEqual(['', 'a', 'approve', 'b'])
  })
})
