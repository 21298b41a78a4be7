/** What we use of bpmn-moddle, whose package has no types at its entrance. */
declare module 'bpmn-moddle' {
  export interface ModdleElement {
    readonly $type: string
    readonly $attrs: Readonly<Record<string, unknown>>
    readonly $parent?: ModdleElement
    readonly $descriptor: {
      readonly propertiesByName: Readonly<Record<string, { readonly default?: unknown } | undefined>>
    }
    readonly id?: string
    readonly name?: string
    get(name: string): unknown
  }

  export interface ModdleWarning {
    readonly message: string
    readonly element?: ModdleElement
    readonly property?: string
    readonly value?: unknown
  }

  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>)
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: readonly ModdleWarning[] }>
  }
}
