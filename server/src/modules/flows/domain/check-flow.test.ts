import { describe, expect, it } from 'vitest'
import { compileCondition } from '../actions/compile-condition.ts'
import { standardThreeStep } from '../fixtures.ts'
import { checkFlow } from './check-flow.ts'
import { drawFlow } from './describe-flow.ts'
import type { FlowDescription, FlowDrawing } from './describe-flow.ts'
import { buildGraph } from './graph.ts'
import type { EdgeSource, FlowSource, NodeSource } from './graph.ts'

const handle = { id: 'handle', name: '承办', step: 'handle', role: 'handler' }
const review = { id: 'review', name: '审查', step: 'review', role: 'reviewer' }
const approve = { id: 'approve', name: '审批', step: 'approve', role: 'approver' }

describe('checking a flow before it is published', () => {
  it('accepts the three steps of an ordinary item with their returns', () => {
    expect(rulesOf(sourceOf(standardThreeStep))).toEqual([])
  })

  it('wants exactly one start and at least one end', () => {
    const plain = simple()
    expect(rulesOf(without(plain, 'start'))).toContain('one-start')
    expect(rulesOf(without(plain, 'end'))).toEqual(expect.arrayContaining(['has-end', 'leads-on']))
    const second: NodeSource = { id: 'start2', name: '又一个', kind: 'start' }
    const twice = { ...plain, nodes: [...plain.nodes, second], edges: [...plain.edges, edge('start2', 'approve')] }
    expect(messagesOf(twice)).toContain('“又一个”（start2）：流程图只能有一个开始事件，这是多出来的一个。')
  })

  it('names an element that cannot be reached or from which the end cannot', () => {
    const island: NodeSource = { ...taskNode('island'), name: '孤岛' }
    const plain = simple()
    const lost = { ...plain, nodes: [...plain.nodes, island], edges: [...plain.edges, edge('island', 'end')] }
    expect(messagesOf(lost)).toContain('“孤岛”（island）：从开始走不到这里。')
    const choose: NodeSource = { id: 'g', name: '', kind: 'exclusive', defaultEdge: 'g_to_end' }
    const trap = {
      ...plain,
      nodes: [...plain.nodes, choose, taskNode('a'), taskNode('b')],
      edges: [
        ...plain.edges.filter(({ to }) => to !== 'end'),
        edge('approve', 'g'),
        edge('g', 'end'),
        { ...edge('g', 'a'), condition: compileCondition('outcome = "return"') },
        edge('a', 'b'),
        edge('b', 'a'),
      ],
    }
    expect(rulesOf(trap)).toEqual(['can-end', 'can-end'])
  })

  it('wants a step, a role, a name and a sensible limit of every task', () => {
    const bad = simple({ ...approve, name: '', step: 'accept', role: 'emperor', limitWorkdays: 0.5 })
    expect(rulesOf(bad)).toEqual(['task-name', 'task-step', 'task-role', 'task-limit'])
  })

  it('wants the elements of distinctFrom to be other tasks of the drawing', () => {
    const bad = simple({ ...approve, distinctFrom: ['approve', 'nobody'] })
    expect(messagesOf(bad)).toEqual([
      '“审批”（approve）：不能要求与自己不是同一人。',
      '“审批”（approve）：要求与“nobody”不是同一人，但图上没有这个人工环节。',
    ])
  })

  it('wants a condition on every branch of a choice but its default, and nowhere else', () => {
    const flow = sourceOf({
      id: 'f',
      name: 'f',
      steps: [{ task: handle }, { task: { ...approve, returnTo: 'handle' } }],
    })
    const gateway = 'approve_outcome'
    expect(rulesOf(change(flow, gateway, { defaultEdge: undefined }))).toContain('has-default')
    const bare = { ...flow, edges: flow.edges.map(({ condition: _, ...rest }) => rest) }
    expect(rulesOf(bare)).toEqual(['has-condition'])
    const condition = compileCondition('outcome = "pass"')
    const misplaced = {
      ...flow,
      edges: flow.edges.map((each) => (each.from === 'start' ? { ...each, condition } : each)),
    }
    expect(rulesOf(misplaced)).toEqual(['condition-place'])
  })

  it('refuses a condition that names what the flow does not know', () => {
    const steps: FlowDescription['steps'] = [
      { choose: { id: 'g', branches: [{ steps: [] }, { when: 'amuont > 3', steps: [{ task: handle }] }] } },
      { task: approve },
    ]
    expect(rulesOf(sourceOf({ id: 'f', name: 'f', variables: ['amount'], steps }))).toEqual(['condition-names'])
    expect(rulesOf(sourceOf({ id: 'f', name: 'f', variables: ['amuont'], steps }))).toEqual([])
    const elsewhere = JSON.parse(
      JSON.stringify(steps).replace('amuont > 3', 'outcomes.nobody = \\"pass\\"'),
    ) as typeof steps
    expect(messagesOf(sourceOf({ id: 'f', name: 'f', steps: elsewhere }))[0]).toContain('outcomes.nobody')
  })

  it('refuses branches that are not drawn at a gateway', () => {
    const plain = simple()
    const forked = {
      ...plain,
      nodes: [...plain.nodes, taskNode('other')],
      edges: [...plain.edges, edge('start', 'other'), edge('other', 'approve')],
    }
    expect(rulesOf(forked)).toEqual(['one-outgoing'])
  })

  it('wants a timer to say how long, and to sit on a task', () => {
    const timer: NodeSource = { id: 't', name: '等待', kind: 'boundary' }
    const plain = simple()
    const bad = { ...plain, nodes: [...plain.nodes, timer], edges: [...plain.edges, edge('t', 'end')] }
    expect(rulesOf(bad)).toEqual(expect.arrayContaining(['timer-length', 'boundary-host']))
  })

  it('allows three levels of approval on a path and names the fourth', () => {
    const fourth = { ...approve, id: 'approve2', name: '局长审批' }
    const flow = sourceOf({
      id: 'f',
      name: 'f',
      steps: [{ task: handle }, { task: review }, { task: approve }, { task: fourth }],
    })
    const [found] = checkFlow(buildGraph(flow))
    expect(found).toMatchObject({ rule: 'three-levels', elementId: 'approve2', elementName: '局长审批' })
    expect(found?.message).toContain('承办 → 审查 → 审批 → 局长审批')
    expect(found?.trace).toEqual(['start', 'handle', 'review', 'approve', 'approve2', 'end'])
  })

  it('counts all handling as one level and each branch of a choice by itself', () => {
    const steps: FlowDescription['steps'] = [
      { task: handle },
      { task: { ...handle, id: 'survey', name: '现场核查' } },
      {
        choose: {
          id: 'g',
          branches: [
            { steps: [{ task: review }] },
            { when: 'outcome = "deny"', steps: [{ task: { ...review, id: 'review2', name: '法制审核' } }] },
          ],
        },
      },
      { task: { ...approve, returnTo: 'handle' } },
    ]
    expect(rulesOf(sourceOf({ id: 'f', name: 'f', steps }))).toEqual([])
  })

  it('refuses a path to the end on which nobody approves', () => {
    const steps: FlowDescription['steps'] = [
      { choose: { id: 'g', branches: [{ when: 'outcome = "pass"', steps: [{ task: approve }] }, { steps: [] }] } },
    ]
    expect(rulesOf(sourceOf({ id: 'f', name: 'f', steps }))).toEqual(['is-approved'])
  })

  it('refuses more elements than a person can read', () => {
    const steps = Array.from({ length: 200 }, (_, index) => ({ task: { ...handle, id: `t${index}` } }))
    expect(rulesOf(sourceOf({ id: 'f', name: 'f', steps: [...steps, { task: approve }] }))).toEqual(['size'])
  })
})

describe('soundness', () => {
  const parallel = (steps: FlowDescription['steps'] = []): FlowDescription => ({
    id: 'f',
    name: 'f',
    steps: [
      {
        together: { id: 'both', branches: [[{ task: handle }], [{ task: { ...handle, id: 'survey', name: '核查' } }]] },
      },
      ...steps,
      { task: approve },
    ],
  })

  it('shows how a join waits for ever when a choice leads past one of its branches', () => {
    const source = sourceOf(parallel())
    const nodes = [...source.nodes.filter(({ kind }) => kind !== 'parallel')]
    const both: NodeSource = { id: 'both', name: '', kind: 'exclusive', defaultEdge: 'both_to_handle' }
    const join: NodeSource = { id: 'both_join', name: '汇合', kind: 'parallel' }
    const edges = source.edges.map((each) =>
      each.id === 'both_to_survey' ? { ...each, condition: compileCondition('outcome = "pass"') } : each,
    )
    const [found] = checkFlow(buildGraph({ ...source, nodes: [...nodes, both, join], edges }))
    expect(found).toMatchObject({ rule: 'deadlock', elementName: '汇合' })
    expect(found?.message).toContain('核查')
    expect(found?.trace?.[0]).toBe('start')
  })

  it('refuses branches that meet without a join: what follows would be done twice', () => {
    const [found] = checkFlow(buildGraph(change(sourceOf(parallel()), 'both_join', { kind: 'exclusive' })))
    expect(found).toMatchObject({ rule: 'safe', elementId: 'approve' })
    expect(found?.trace).toEqual(expect.arrayContaining(['both', 'handle', 'survey', 'both_join']))
  })

  it('shows the leftover when one branch comes to an end of its own', () => {
    const source = sourceOf(parallel())
    const split = {
      ...source,
      nodes: [
        ...source.nodes.filter(({ id }) => id !== 'both_join'),
        { id: 'end2', name: '另一个结束', kind: 'end' as const },
        { ...taskNode('approve2'), task: { step: 'approve', role: 'approver', distinctFrom: [] } },
      ],
      edges: [
        ...source.edges.filter(({ from, to }) => from !== 'both_join' && to !== 'both_join'),
        edge('handle', 'approve'),
        edge('survey', 'approve2'),
        edge('approve2', 'end2'),
      ],
    }
    const [found] = checkFlow(buildGraph(split))
    expect(found).toMatchObject({ rule: 'ends-once' })
    expect(found?.message).toContain('还有并行分支没有办完')
    expect(found?.trace?.[0]).toBe('start')
  })

  it('refuses a circle of gateways, in which nobody ever works', () => {
    const plain = simple()
    const gateways: NodeSource[] = [
      { id: 'a', name: '甲', kind: 'exclusive' },
      { id: 'b', name: '乙', kind: 'exclusive', defaultEdge: 'b_to_approve' },
    ]
    const circle = {
      ...plain,
      nodes: [...plain.nodes, ...gateways],
      edges: [
        ...plain.edges.filter(({ from }) => from !== 'start'),
        edge('start', 'a'),
        edge('a', 'b'),
        edge('b', 'approve'),
        { ...edge('b', 'a'), condition: compileCondition('outcome = "return"') },
      ],
    }
    expect(rulesOf(circle)).toEqual(['circle'])
  })

  it('refuses a return out of one parallel branch to before the split', () => {
    const flow = parallel()
    const source = sourceOf({
      ...flow,
      steps: [
        { task: { ...handle, id: 'first', name: '初审' } },
        {
          together: {
            id: 'both',
            branches: [
              [{ task: { ...handle, returnTo: 'first' } }],
              [{ task: { ...handle, id: 'survey', name: '核查' } }],
            ],
          },
        },
        { task: approve },
      ],
    })
    const [found] = checkFlow(buildGraph(source))
    expect(found?.rule).toBe('safe')
    expect(found?.trace).toEqual(expect.arrayContaining(['first', 'both', 'handle']))
  })
})

function simple(task: Parameters<typeof taskOf>[0] = approve): FlowSource {
  return sourceOf({ id: 'simple', name: '简单', steps: [taskOf(task)] })
}

function taskOf(task: typeof approve & { limitWorkdays?: number; distinctFrom?: string[] }) {
  return { task }
}

function sourceOf(description: FlowDescription): FlowSource {
  const drawing: FlowDrawing = drawFlow(description)
  const edges = drawing.edges.map(({ when, ...rest }) => (when ? { ...rest, condition: compileCondition(when) } : rest))
  return { ...drawing, edges }
}

function rulesOf(source: FlowSource): string[] {
  return checkFlow(buildGraph(source)).map((found) => found.rule)
}

function messagesOf(source: FlowSource): string[] {
  return checkFlow(buildGraph(source)).map((found) => found.message)
}

function without(source: FlowSource, id: string): FlowSource {
  const edges = source.edges.filter(({ from, to }) => from !== id && to !== id)
  return { ...source, nodes: source.nodes.filter((node) => node.id !== id), edges }
}

function change(
  source: FlowSource,
  id: string,
  by: { [K in keyof NodeSource]?: NodeSource[K] | undefined },
): FlowSource {
  return { ...source, nodes: source.nodes.map((node) => (node.id === id ? { ...node, ...by } : node)) }
}

function edge(from: string, to: string): EdgeSource {
  return { id: `${from}_to_${to}`, from, to }
}

function taskNode(id: string): NodeSource {
  return { id, name: id, kind: 'task', task: { step: 'handle', role: 'handler', distinctFrom: [] } }
}
