/** What we use of dmn-moddle, whose package has no types. */
declare module 'dmn-moddle' {
  export interface DmnElement {
    readonly $type: string
    readonly $attrs: Readonly<Record<string, unknown>>
    readonly $parent?: DmnElement
    readonly id?: string
    readonly name?: string
    get(name: string): unknown
  }

  export interface DmnWarning {
    readonly message: string
    readonly element?: DmnElement
  }

  export class DmnModdle {
    constructor(packages?: Record<string, unknown>)
    fromXML(xml: string, type?: string): Promise<{ rootElement: DmnElement; warnings: readonly DmnWarning[] }>
  }
}
