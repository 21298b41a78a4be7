import { YIWANG_MODDLE } from '@yiwang/server/contract/flows'
import Modeler from 'bpmn-js/lib/Modeler'

/** As much of an element of the file as the editor reads. */
export interface FileElement {
  readonly id: string
  readonly $type: string
  readonly name?: string
  readonly default?: FileElement
  readonly sourceRef?: FileElement
  readonly targetRef?: FileElement
  readonly outgoing?: readonly FileElement[]
  readonly conditionExpression?: { readonly body?: string }
  readonly eventDefinitions?: readonly FileElement[]
  get(name: string): unknown
}

/** An element as it is drawn. */
export interface Drawn {
  readonly id: string
  readonly type: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly businessObject: FileElement
  readonly labelTarget?: Drawn
  readonly outgoing: readonly Drawn[]
  readonly source?: Drawn
  readonly target?: Drawn
}

interface Services {
  elementRegistry: { get(id: string): Drawn | undefined; filter(keep: (one: Drawn) => boolean): Drawn[] }
  elementFactory: { createShape(of: { type: string; eventDefinitionType?: string }): Drawn }
  autoPlace: { append(source: Drawn, shape: Drawn): Drawn }
  bpmnFactory: { create(type: string, values: object): unknown }
  modeling: {
    updateProperties(element: Drawn, values: Readonly<Record<string, unknown>>): void
    updateModdleProperties(element: Drawn, part: FileElement, values: Readonly<Record<string, unknown>>): void
    removeElements(elements: readonly Drawn[]): void
    connect(source: Drawn, target: Drawn): Drawn
    updateWaypoints(line: Drawn, points: readonly { x: number; y: number }[]): void
    moveElements(elements: readonly Drawn[], by: { x: number; y: number }): void
  }
  commandStack: { undo(): void; redo(): void; canUndo(): boolean; canRedo(): boolean }
  canvas: { zoom(level?: 'fit-viewport' | number, centre?: 'auto'): number; getRootElement(): Drawn }
  selection: { select(element: Drawn | null): void }
}

/** What can be added after an element, and what it is in the file. */
export const ADDED = {
  task: { type: 'bpmn:UserTask' },
  table: { type: 'bpmn:BusinessRuleTask' },
  choice: { type: 'bpmn:ExclusiveGateway' },
  parallel: { type: 'bpmn:ParallelGateway' },
  wait: { type: 'bpmn:IntermediateCatchEvent', eventDefinitionType: 'bpmn:TimerEventDefinition' },
  end: { type: 'bpmn:EndEvent' },
} as const
export type Added = keyof typeof ADDED

const WAIT_AT_FIRST = '5'

/** Between lines that lead back. */
const ABOVE = 30

/** Room for one more element in a row. */
const STEP = 170

/**
 * bpmn-js with the acts that the editor offers: everything that a mouse does on the drawing can be done by these too. Its own
 * menus beside the elements are left out: they offer what is not run here.
 */
export class FlowModeler {
  readonly #modeler: Modeler

  constructor(container: HTMLElement, listener: { onChange(): void; onSelect(id: string | undefined): void }) {
    const none = { getContextPadEntries: () => ({}), getPaletteEntries: () => ({}) }
    this.#modeler = new Modeler({
      container,
      moddleExtensions: { yiwang: YIWANG_MODDLE },
      additionalModules: [{ contextPadProvider: ['value', none], paletteProvider: ['value', none] }],
    })
    this.#modeler.on('commandStack.changed', listener.onChange)
    this.#modeler.on<{ newSelection: readonly Drawn[] }>('selection.changed', ({ newSelection }) => {
      listener.onSelect(newSelection[0]?.labelTarget?.id ?? newSelection[0]?.id)
    })
  }

  /** @throws when the file is no drawing */
  async open(xml: string): Promise<void> {
    await this.#modeler.importXML(xml)
    this.fit()
  }

  async toXml(): Promise<string> {
    const { xml = '' } = await this.#modeler.saveXML({ format: true })
    return xml
  }

  close(): void {
    this.#modeler.destroy()
  }

  fit(): void {
    this.#get('canvas').zoom('fit-viewport', 'auto')
  }

  zoom(by: number): void {
    const canvas = this.#get('canvas')
    canvas.zoom(canvas.zoom() * by, 'auto')
  }

  /** Everything but lines and labels, in the order of the drawing, from left to right. */
  shapes(): Drawn[] {
    const root = this.root()
    return this.#get('elementRegistry')
      .filter((one) => one !== root && !one.labelTarget && !one.type.endsWith('Flow') && one.type.startsWith('bpmn:'))
      .toSorted((one, other) => one.x - other.x)
  }

  root(): Drawn {
    return this.#get('canvas').getRootElement()
  }

  find(id: string): Drawn | undefined {
    return this.#get('elementRegistry').get(id)
  }

  select(id: string): void {
    this.#get('selection').select(this.find(id) ?? null)
  }

  set(id: string, values: Readonly<Record<string, unknown>>): void {
    const element = this.find(id)
    if (element) this.#get('modeling').updateProperties(element, values)
  }

  /** Names that the flow keeps besides those that it keeps already. */
  keepVariables(names: readonly string[]): void {
    const root = this.root()
    const kept = String(root.businessObject.get('yiwang:variables') ?? '').split(/[\s,]+/)
    const all = [...new Set([...kept, ...names])].filter((name) => name !== '').join(',')
    this.set(root.id, { 'yiwang:variables': all || undefined })
  }

  /** Workdays that an event waits. */
  setWait(id: string, workdays: string | undefined): void {
    const element = this.find(id)
    const [timer] = element?.businessObject.eventDefinitions ?? []
    if (element && timer) this.#get('modeling').updateModdleProperties(element, timer, { 'yiwang:workdays': workdays })
  }

  setCondition(lineId: string, text: string | undefined): void {
    const body =
      text === undefined ? undefined : this.#get('bpmnFactory').create('bpmn:FormalExpression', { body: text })
    this.set(lineId, { conditionExpression: body })
  }

  /** What leads nowhere else stays before what came after it: the new element stands between. @returns its id */
  add(afterId: string, kind: Added, name: string): string | undefined {
    const after = this.find(afterId)
    if (!after) return undefined
    const modeling = this.#get('modeling')
    const [line, ...others] = after.outgoing
    const next = others.length === 0 && !after.type.endsWith('Gateway') && kind !== 'end' ? line?.target : undefined
    if (next && line) {
      modeling.moveElements(
        this.shapes().filter(({ x }) => x >= next.x && x > after.x),
        { x: STEP, y: 0 },
      )
      modeling.removeElements([line])
    }
    const added = this.#get('autoPlace').append(after, this.#get('elementFactory').createShape(ADDED[kind]))
    modeling.updateProperties(added, {
      name,
      ...(kind === 'task' && { 'yiwang:step': 'handle', 'yiwang:role': 'handler' }),
    })
    if (kind === 'wait') this.setWait(added.id, WAIT_AT_FIRST)
    if (next) modeling.connect(added, next)
    this.fit()
    this.select(added.id)
    return added.id
  }

  /** A way back runs above what lies between, each above the one before. */
  connect(fromId: string, toId: string): void {
    const [from, to] = [this.find(fromId), this.find(toId)]
    if (!from || !to) return
    const modeling = this.#get('modeling')
    const line = modeling.connect(from, to)
    if (to.x > from.x) return
    const shapes = this.shapes()
    const backs = shapes.flatMap(({ outgoing, x }) => outgoing.filter(({ target }) => target && target.x <= x)).length
    const above = Math.min(...shapes.map(({ y }) => y)) - ABOVE * backs
    const [start, end] = [from.x + from.width / 2, to.x + to.width / 2]
    modeling.updateWaypoints(line, [
      { x: start, y: from.y },
      { x: start, y: above },
      { x: end, y: above },
      { x: end, y: to.y },
    ])
    this.fit()
  }

  remove(id: string): void {
    const element = this.find(id)
    if (element) this.#get('modeling').removeElements([element])
  }

  undo(): void {
    this.#get('commandStack').undo()
  }

  redo(): void {
    this.#get('commandStack').redo()
  }

  can(): { undo: boolean; redo: boolean } {
    const stack = this.#get('commandStack')
    return { undo: stack.canUndo(), redo: stack.canRedo() }
  }

  /** For marks on the drawing. */
  get viewer(): Modeler {
    return this.#modeler
  }

  #get<Name extends keyof Services>(name: Name): Services[Name] {
    return this.#modeler.get<Services[Name]>(name)
  }
}
