/** What a refusal may carry: small facts that its sentence names, never rows or personal data. */
export type ProblemParams = Record<string, string | number | boolean | readonly string[]>

/** One way in which a module refuses. `title` is what the user reads first; `detail` may name `{params}`. */
export interface ProblemDefinition {
  readonly code: string
  readonly status: number
  readonly title: string
  readonly detail?: string
  /** The refusal is itself an act (a failed sign-in): what was written and emitted before it is kept, not rolled back. */
  readonly isRecorded?: boolean
}

/** A field of the input that is wrong: where it is (JSON pointer) and what to do, in the user's language. */
export interface FieldError {
  readonly path: string
  readonly message: string
}

/** An expected refusal. Throwing it rolls the transaction back; the HTTP layer answers RFC 9457. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly definition: ProblemDefinition
  readonly params: ProblemParams
  readonly fields: readonly FieldError[]

  constructor(definition: ProblemDefinition, params: ProblemParams = {}, fields: readonly FieldError[] = []) {
    super(`${definition.code}: ${sentence(definition, params)}`)
    this.definition = definition
    this.params = params
    this.fields = fields
  }

  get detail(): string {
    return sentence(this.definition, this.params)
  }
}

/** Declares a module's refusals; the code of each is `module/name`. */
export function problems<const T extends Record<string, Omit<ProblemDefinition, 'code'>>>(
  module: string,
  table: T,
): { readonly [K in keyof T]: ProblemDefinition } {
  const entries = Object.entries(table).map(([name, row]) => [name, { code: `${module}/${name}`, ...row }])
  return Object.fromEntries(entries) as { readonly [K in keyof T]: ProblemDefinition }
}

export function problem(
  definition: ProblemDefinition,
  params?: ProblemParams,
  fields?: readonly FieldError[],
): Problem {
  return new Problem(definition, params, fields)
}

function sentence(definition: ProblemDefinition, params: ProblemParams): string {
  const text = definition.detail ?? definition.title
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    return Array.isArray(value) ? value.join('、') : String(value ?? '')
  })
}
