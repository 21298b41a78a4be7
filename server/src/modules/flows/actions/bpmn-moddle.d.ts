/** What we use of bpmn-moddle, whose package has no types at its entrance. */
declare module 'bpmn-moddle' {
  export interface ModdleElement {
    readonly $type: string
    readonly $attrs: Readonly<Record<string, unknown>>
    $parent?: ModdleElement | undefined
    readonly $descriptor: {
      readonly propertiesByName: Readonly<Record<string, { readonly default?: unknown } | undefined>>
    }
    readonly id?: string
    readonly name?: string
    get(name: string): unknown
    set(name: string, value: unknown): void
  }

  export interface ModdleWarning {
    readonly message: string
    readonly element?: ModdleElement
    readonly property?: string
    readonly value?: unknown
  }

  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>)
    create(type: string, properties: Readonly<Record<string, unknown>>): ModdleElement
    toXML(element: ModdleElement): Promise<{ xml: string }>
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: readonly ModdleWarning[] }>
  }
}
