/** Why the program will not start, in words for the operator; printed as it is, without a stack. Exit code 3. */
export class StartRefusal extends Error {
  readonly zh: string
  readonly en: string

  constructor(zh: string, en: string, cause?: unknown) {
    super(`${zh}\n${en}`, { cause })
    this.name = 'StartRefusal'
    this.zh = zh
    this.en = en
  }
}
