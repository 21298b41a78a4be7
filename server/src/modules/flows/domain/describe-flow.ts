import { stepDocumentsOf } from '../contract/step.ts'
import type { NodeSource, Wait } from './graph.ts'

/** A flow in a few lines, for those who author it without a drawing tool: tasks in a row, choices and parallel blocks inside. */
export interface FlowDescription {
  readonly id: string
  readonly name: string
  /** What conditions may name besides `outcome` and `outcomes.<id>`. */
  readonly variables?: readonly string[]
  readonly steps: readonly StepDescription[]
}

export type StepDescription =
  | { readonly task: TaskDescription }
  | {
      readonly choose: { readonly id: string; readonly name?: string; readonly branches: readonly BranchDescription[] }
    }
  | { readonly together: { readonly id: string; readonly branches: readonly (readonly StepDescription[])[] } }
  | { readonly wait: { readonly id: string; readonly name: string } & Wait }

export interface TaskDescription {
  readonly id: string
  readonly name: string
  readonly step: string
  readonly role: string
  readonly limitWorkdays?: number
  readonly distinctFrom?: readonly string[]
  /** 文书: `yiwang:documents` as it stands in the file. */
  readonly documents?: string
  /** The task to which an outcome of `return` (退回) leads back. */
  readonly returnTo?: string
  /** What ends the task if nobody has done it in time. */
  readonly timeout?: { readonly id: string; readonly name: string; readonly workdays: number; readonly goTo: string }
}

/** The one branch without `when` is the default. */
export interface BranchDescription {
  readonly name?: string
  readonly when?: string
  readonly steps: readonly StepDescription[]
}

export interface DrawnEdge {
  readonly id: string
  readonly name: string
  readonly from: string
  readonly to: string
  readonly when?: string
}

/** The elements that a description stands for, in the order in which they are passed. */
export interface FlowDrawing {
  readonly id: string
  readonly name: string
  readonly variables: readonly string[]
  readonly nodes: readonly NodeSource[]
  readonly edges: readonly DrawnEdge[]
}

export function drawFlow(description: FlowDescription): FlowDrawing {
  const pen: Pen = { nodes: new Map(), edges: [] }
  put(pen, { id: 'start', name: '受理', kind: 'start' })
  const loose = drawSteps(pen, description.steps, [{ from: 'start' }])
  put(pen, { id: 'end', name: '办结', kind: 'end' })
  connect(pen, loose, 'end')
  return {
    id: description.id,
    name: description.name,
    variables: description.variables ?? [],
    nodes: [...pen.nodes.values()],
    edges: pen.edges,
  }
}

interface Pen {
  readonly nodes: Map<string, NodeSource>
  readonly edges: DrawnEdge[]
}

/** An edge whose end is not drawn yet. */
interface Loose {
  readonly from: string
  readonly name?: string
  readonly when?: string
  readonly isDefault?: boolean
}

function drawSteps(pen: Pen, steps: readonly StepDescription[], before: readonly Loose[]): readonly Loose[] {
  return steps.reduce((loose, step) => drawStep(pen, step, loose), before)
}

function drawStep(pen: Pen, step: StepDescription, before: readonly Loose[]): readonly Loose[] {
  if ('task' in step) return drawTask(pen, step.task, before)
  if ('choose' in step) return drawChoice(pen, step.choose, before)
  if ('together' in step) return drawTogether(pen, step.together, before)
  const { id, name, length, unit } = step.wait
  put(pen, { id, name, kind: 'timer', wait: { length, unit } })
  connect(pen, before, id)
  return [{ from: id }]
}

function drawTask(pen: Pen, task: TaskDescription, before: readonly Loose[]): readonly Loose[] {
  const { id, name, step, role, limitWorkdays, distinctFrom = [], documents, returnTo, timeout } = task
  const limit = limitWorkdays === undefined ? {} : { limitWorkdays }
  const papers = documents === undefined ? {} : { documents: stepDocumentsOf(documents) }
  put(pen, { id, name, kind: 'task', task: { step, role, ...limit, distinctFrom, ...papers } })
  connect(pen, before, id)
  if (timeout) {
    put(pen, {
      id: timeout.id,
      name: timeout.name,
      kind: 'boundary',
      wait: { length: timeout.workdays, unit: 'workday' },
      attachedTo: id,
    })
    connect(pen, [{ from: timeout.id }], timeout.goTo)
  }
  if (!returnTo) return [{ from: id }]
  const gateway = `${id}_outcome`
  put(pen, { id: gateway, name: `${name}意见`, kind: 'exclusive' })
  connect(pen, [{ from: id }], gateway)
  connect(pen, [{ from: gateway, name: '退回', when: 'outcome = "return"' }], returnTo)
  return [{ from: gateway, isDefault: true }]
}

function drawChoice(
  pen: Pen,
  choice: { id: string; name?: string; branches: readonly BranchDescription[] },
  before: readonly Loose[],
): readonly Loose[] {
  put(pen, { id: choice.id, name: choice.name ?? '', kind: 'exclusive' })
  connect(pen, before, choice.id)
  const ends = choice.branches.flatMap(({ name, when, steps }) =>
    drawSteps(pen, steps, [{ from: choice.id, ...(name ? { name } : {}), ...(when ? { when } : { isDefault: true }) }]),
  )
  const merge = `${choice.id}_merge`
  put(pen, { id: merge, name: '', kind: 'exclusive' })
  connect(pen, ends, merge)
  return [{ from: merge }]
}

function drawTogether(
  pen: Pen,
  together: { id: string; branches: readonly (readonly StepDescription[])[] },
  before: readonly Loose[],
): readonly Loose[] {
  put(pen, { id: together.id, name: '', kind: 'parallel' })
  connect(pen, before, together.id)
  const ends = together.branches.flatMap((steps) => drawSteps(pen, steps, [{ from: together.id }]))
  const join = `${together.id}_join`
  put(pen, { id: join, name: '', kind: 'parallel' })
  connect(pen, ends, join)
  return [{ from: join }]
}

function put(pen: Pen, node: NodeSource): void {
  if (pen.nodes.has(node.id)) throw new Error(`two elements are called ${node.id}`)
  pen.nodes.set(node.id, node)
}

function connect(pen: Pen, loose: readonly Loose[], to: string): void {
  for (const { from, name = '', when, isDefault } of loose) {
    const plain = `${from}_to_${to}`
    const same = pen.edges.filter((edge) => edge.from === from && edge.to === to).length
    const id = same === 0 ? plain : `${plain}_${same + 1}`
    pen.edges.push({ id, name, from, to, ...(when ? { when } : {}) })
    if (isDefault) pen.nodes.set(from, { ...pen.nodes.get(from)!, defaultEdge: id })
  }
}
