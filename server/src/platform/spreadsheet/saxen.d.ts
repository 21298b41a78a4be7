/** The part of saxen (MIT) that is used here; it brings no types. */
declare module 'saxen' {
  export class Parser {
    ns(namespaces: Readonly<Record<string, string>>): this
    on(
      event: 'openTag',
      listener: (name: string, attributes: () => Record<string, string>, decode: (text: string) => string) => void,
    ): this
    on(event: 'closeTag', listener: (name: string) => void): this
    on(event: 'text' | 'cdata', listener: (text: string) => void): this
    on(event: 'error', listener: (error: Error) => void): this
    on(event: 'attention', listener: (declaration: string) => void): this
    parse(xml: string): unknown
  }
}
