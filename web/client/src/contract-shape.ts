import type { Static, TObject, TSchema } from 'typebox'

/** What the client reads of a contract; every contract of the server fits it. */
export interface ContractShape {
  readonly name: string
  readonly method: string
  readonly path: string
  readonly params?: TObject
  readonly query?: TObject
  readonly body?: TSchema
  readonly response: TSchema | { readonly binary: true }
  readonly upload?: { readonly maxBytes: number }
}

type PartOf<C, K extends 'params' | 'query' | 'body'> = C extends { readonly [P in K]?: infer S }
  ? Exclude<S, undefined> extends infer T extends TSchema
    ? Static<T>
    : unknown
  : unknown

/** What a caller hands over: path, query and body in one object. */
export type CallInput<C> = PartOf<C, 'params'> & PartOf<C, 'query'> & PartOf<C, 'body'>

/** What the server answers; a binary answer is not read by a call but opened by its address (`hrefOf`). */
export type CallOutput<C> = C extends { readonly response: infer S extends TSchema } ? Static<S> : never

export function isContract(value: unknown): value is ContractShape {
  if (typeof value !== 'object' || value === null) return false
  const shape = value as Partial<ContractShape>
  return (
    typeof shape.name === 'string' &&
    typeof shape.method === 'string' &&
    typeof shape.path === 'string' &&
    typeof shape.response === 'object'
  )
}
