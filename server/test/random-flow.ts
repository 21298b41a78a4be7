import fc from 'fast-check'
import type {
  Condition,
  Count,
  EdgeSource,
  FlowSource,
  FlowValues,
  NodeSource,
} from '../src/modules/flows/domain/graph.ts'

/** A block of a flow, without ids: the pen gives them. */
export type Shape =
  | { kind: 'task'; event: EventShape }
  | { kind: 'several'; isSequential: boolean; event: EventShape }
  | { kind: 'wait' | 'hear' | 'service' }
  | { kind: 'choose' | 'together' | 'any'; branches: Shape[][] }
  | { kind: 'sub'; steps: Shape[]; event: EventShape; loop: 'none' | 'parallel' | 'sequential' }
  | { kind: 'again'; steps: Shape[] }

/** What sits on the edge of an activity, and whether it ends it. */
export type EventShape = 'none' | 'timer' | 'message' | 'quiet-timer' | 'quiet-message'

const EVENTS: readonly EventShape[] = ['none', 'none', 'none', 'timer', 'message', 'quiet-timer', 'quiet-message']

export type ShapeKind = Shape['kind']

/** Flows that are right by construction, of the kinds of block that are asked for. */
export function shapesOf(kinds: readonly ShapeKind[], events: readonly EventShape[] = EVENTS): fc.Arbitrary<Shape[]> {
  const event = fc.constantFrom(...events)
  return fc.letrec<{ steps: Shape[]; step: Shape }>((tie) => {
    const branches = fc.array(tie('steps'), { minLength: 2, maxLength: 3 })
    const blocks: Record<ShapeKind, fc.Arbitrary<Shape>> = {
      task: fc.record({ kind: fc.constant('task' as const), event }),
      several: fc.record({ kind: fc.constant('several' as const), isSequential: fc.boolean(), event }),
      wait: fc.constant({ kind: 'wait' as const }),
      hear: fc.constant({ kind: 'hear' as const }),
      service: fc.constant({ kind: 'service' as const }),
      choose: fc.record({ kind: fc.constant('choose' as const), branches }),
      together: fc.record({ kind: fc.constant('together' as const), branches }),
      any: fc.record({ kind: fc.constant('any' as const), branches }),
      sub: fc.record({
        kind: fc.constant('sub' as const),
        steps: tie('steps'),
        event,
        loop: fc.constantFrom('none' as const, 'none' as const, 'parallel' as const, 'sequential' as const),
      }),
      again: fc.record({ kind: fc.constant('again' as const), steps: tie('steps') }),
    }
    const [first = 'task', ...others] = kinds
    return {
      steps: fc.array(tie('step'), { minLength: 0, maxLength: 3, depthIdentifier: 'flow' }),
      step: fc.oneof(
        { depthIdentifier: 'flow', maxDepth: 3, depthSize: 'small' },
        blocks[first],
        ...others.map((kind) => blocks[kind]),
      ),
    }
  }).steps
}

interface Pen {
  readonly nodes: NodeSource[]
  readonly edges: EdgeSource[]
  count: number
}

/** Where a line begins whose end is not drawn yet; `isChosen` has a condition, the others are the default or plain. */
interface Loose {
  readonly from: string
  readonly isChosen?: boolean
  readonly isDefault?: boolean
}

export function flowOf(shapes: readonly Shape[]): FlowSource {
  const pen: Pen = { nodes: [], edges: [], count: 0 }
  drawScope(pen, shapes, undefined)
  const variables = [
    ...pen.edges.flatMap(({ condition }) => condition?.names ?? []),
    ...pen.nodes.flatMap(({ multi }) => multi?.count.names ?? []),
  ]
  return { id: 'random', name: '随机流程', isPart: true, variables, nodes: pen.nodes, edges: pen.edges }
}

function drawScope(pen: Pen, shapes: readonly Shape[], inside: string | undefined): void {
  const start = put(pen, 'start', inside)
  // Something is done in every scope: an empty one would be a service that nobody waits for.
  const first = put(pen, 'task', inside, taskFacts())
  connect(pen, [{ from: start }], first)
  const loose = shapes.reduce((from: Loose[], shape) => drawShape(pen, shape, from, inside), [{ from: first }])
  connect(pen, loose, put(pen, 'end', inside))
}

function drawShape(pen: Pen, shape: Shape, before: Loose[], inside: string | undefined): Loose[] {
  switch (shape.kind) {
    case 'task':
      return drawActivity(pen, put(pen, 'task', inside, taskFacts()), shape.event, before)
    case 'several':
      return drawActivity(pen, put(pen, 'task', inside, { ...taskFacts(), multi: shape }), shape.event, before)
    case 'wait':
      return follow(pen, before, put(pen, 'timer', inside, { wait: { length: 1, unit: 'day' } }))
    case 'hear':
      return follow(pen, before, put(pen, 'message', inside, { message: `m${pen.count + 1}` }))
    case 'service':
      return follow(pen, before, put(pen, 'service', inside, { service: { name: 'test' } }))
    case 'sub': {
      const multi = shape.loop === 'none' ? undefined : { isSequential: shape.loop === 'sequential' }
      const id = put(pen, 'sub', inside, { ...(multi && { multi }) })
      drawScope(pen, shape.steps, id)
      return drawActivity(pen, id, shape.event, before)
    }
    case 'again':
      return drawAgain(pen, shape.steps, before, inside)
    default:
      return drawBranches(pen, shape, before, inside)
  }
}

function drawBranches(
  pen: Pen,
  { kind, branches }: Extract<Shape, { branches: Shape[][] }>,
  before: Loose[],
  inside: string | undefined,
): Loose[] {
  const gateway = ({ choose: 'exclusive', together: 'parallel', any: 'inclusive' } as const)[kind]
  const split = put(pen, gateway, inside)
  connect(pen, before, split)
  const ends = branches.flatMap((steps, index) => {
    const way = kind === 'together' ? {} : index === 0 ? { isDefault: true } : { isChosen: true }
    return steps.reduce((from: Loose[], step) => drawShape(pen, step, from, inside), [{ from: split, ...way }])
  })
  const join = put(pen, gateway, inside)
  connect(pen, ends, join)
  return [{ from: join }]
}

/** Back to the beginning of the block as long as the condition holds; somebody works on the way. */
function drawAgain(pen: Pen, steps: readonly Shape[], before: Loose[], inside: string | undefined): Loose[] {
  const entrance = put(pen, 'exclusive', inside)
  connect(pen, before, entrance)
  const task = put(pen, 'task', inside, taskFacts())
  connect(pen, [{ from: entrance }], task)
  // In a sub-process of their own: what runs beside an activity would otherwise meet itself the second time.
  const round: Shape = { kind: 'sub', steps: steps.slice(), event: 'none', loop: 'none' }
  const after = drawShape(pen, round, [{ from: task }], inside)
  const exit = put(pen, 'exclusive', inside)
  connect(pen, after, exit)
  connect(pen, [{ from: exit, isChosen: true }], entrance)
  return [{ from: exit, isDefault: true }]
}

function drawActivity(pen: Pen, id: string, event: EventShape, before: Loose[]): Loose[] {
  connect(pen, before, id)
  if (event === 'none') return [{ from: id }]
  const { inside } = pen.nodes.find((node) => node.id === id)!
  const isInterrupting = !event.startsWith('quiet')
  const about = event.endsWith('timer')
    ? { wait: { length: 2, unit: 'day' as const } }
    : { message: `m${pen.count + 1}` }
  const boundary = put(pen, 'boundary', inside, { ...about, attachedTo: id, isInterrupting })
  const task = put(pen, 'task', inside, taskFacts())
  connect(pen, [{ from: boundary }], task)
  if (!isInterrupting) {
    connect(pen, [{ from: task }], put(pen, 'end', inside))
    return [{ from: id }]
  }
  const merge = put(pen, 'exclusive', inside)
  connect(pen, [{ from: id }, { from: task }], merge)
  return [{ from: merge }]
}

function follow(pen: Pen, before: Loose[], id: string): Loose[] {
  connect(pen, before, id)
  return [{ from: id }]
}

type Facts = Omit<Partial<NodeSource>, 'multi'> & { multi?: { isSequential: boolean } }

function put(pen: Pen, kind: NodeSource['kind'], inside: string | undefined, facts: Facts = {}): string {
  pen.count += 1
  const id = `${kind}${pen.count}`
  const { multi, ...rest } = facts
  pen.nodes.push({
    id,
    name: id,
    kind,
    ...(inside !== undefined && { inside }),
    ...rest,
    ...(multi && { multi: { isSequential: multi.isSequential, count: countOf(`n_${id}`) } }),
  })
  return id
}

function connect(pen: Pen, loose: readonly Loose[], to: string): void {
  for (const { from, isChosen, isDefault } of loose) {
    pen.count += 1
    const id = `e${pen.count}`
    pen.edges.push({ id, from, to, ...(isChosen && { condition: conditionOf(`c_${id}`) }) })
    if (!isDefault) continue
    const index = pen.nodes.findIndex((node) => node.id === from)
    pen.nodes[index] = { ...pen.nodes[index]!, defaultEdge: id }
  }
}

function taskFacts(): Facts {
  return { task: { step: 'handle', role: 'handler', distinctFrom: [] } }
}

/** True for the edges that a test chooses. */
export function conditionOf(name: string): Condition {
  return { text: `${name} = true`, names: [name], holds: (values) => values[name] === true }
}

export function countOf(name: string): Count {
  return { text: name, names: [name], least: 0, of: (values) => Number(values[name]) }
}

/** What the conditions and counts of a flow read, drawn by chance; later on nothing goes round any more. */
export function randomValues(source: FlowSource, draw: () => number, isLate: boolean): FlowValues {
  return Object.fromEntries(
    source.variables.map((name) => {
      if (name.startsWith('n_')) return [name, isLate ? 1 : draw() % 4]
      return [name, !isLate && draw() % 3 === 0]
    }),
  )
}
