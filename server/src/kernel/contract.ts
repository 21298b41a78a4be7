import type { Static, TObject, TSchema } from 'typebox'
import type { ProblemDefinition } from './problem.ts'

/** A binary answer: the run function gives a stream, its media type and its file name. */
export interface BinaryResponse {
  readonly binary: true
}

/** A multipart request with one file; `maxBytes` is enforced while the bytes arrive. */
export interface UploadRequest {
  readonly maxBytes: number
}

/** All that crosses the wire for one act or one read; validation, types, OpenAPI and serialisation come from it. */
export interface Contract<
  Params extends TObject = TObject,
  Query extends TObject = TObject,
  Body extends TSchema = TSchema,
  Response extends TSchema | BinaryResponse = TSchema | BinaryResponse,
> {
  /** `module.verbObject`, e.g. `cases.acceptCase`; also the OpenAPI operation id. */
  readonly name: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With `:params`, as Fastify writes them. */
  readonly path: string
  /** In Chinese: it stands in the published interface description. */
  readonly summary: string
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  readonly response: Response
  readonly upload?: UploadRequest
  /** Another system posts it as form fields, by a protocol of its own: it has no Idempotency-Key. */
  readonly isForm?: boolean
  /** Most bytes of a JSON body; 256 KiB unless given. */
  readonly maxBodyBytes?: number
  readonly problems?: readonly ProblemDefinition[]
}

// biome-ignore format: one parameter a line reads better
export function contract<
  Params extends TObject = TObject<{}>,
  Query extends TObject = TObject<{}>,
  Body extends TSchema = TObject<{}>,
  Response extends TSchema | BinaryResponse = TSchema,
>(definition: Contract<Params, Query, Body, Response>): Contract<Params, Query, Body, Response> {
  return definition
}

/** The answer of a contract whose body is a file. */
export const binary: BinaryResponse = { binary: true }

/** Path parameters, query and body as one object: names must not collide (asserted when routes are registered). */
export type InputOf<C> =
  C extends Contract<infer P, infer Q, infer B, infer _R> ? Static<P> & Static<Q> & Static<B> : never

export type OutputOf<C> =
  C extends Contract<infer _P, infer _Q, infer _B, infer R> ? (R extends TSchema ? Static<R> : BinaryFile) : never

/** What a binary contract's run function gives back. */
export interface BinaryFile {
  readonly stream: AsyncIterable<Uint8Array>
  readonly mediaType: string
  readonly fileName: string
  /** Shown in the browser rather than saved. */
  readonly inline: boolean
  readonly bytes?: number
  /** Its address names its content, and everybody may have it: who has it need not ask again. */
  readonly isImmutable?: boolean
}

/** What a run function of an upload contract receives beside its input. */
export interface IncomingFile {
  readonly stream: AsyncIterable<Uint8Array>
  readonly fileName: string
  readonly declaredType: string
}
