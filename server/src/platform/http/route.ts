import type { BinaryFile, Contract, IncomingFile, InputOf, OutputOf } from '../../kernel/index.ts'
import type { Context } from '../act/index.ts'

/** Who may call a route: a permit's name, anyone who is signed in, or anyone. */
export type RoutePermit = string | 'public' | 'signed-in'

/** What work before the transaction may use: a short read-only transaction of its own, and the module's dependencies. */
export type Preparation<Ctx extends Context> = Omit<Ctx, keyof Context> & {
  readonly act: <T>(fn: (ctx: Context) => Promise<T>) => Promise<T>
}

export interface RouteOptions<C extends Contract, Ctx extends Context, Prepared> {
  readonly permit: RoutePermit
  /** Slow work of a write that may hold no connection: hashing a password, taking a file in. `run` gets what it gives. */
  readonly prepare?: (
    work: Preparation<Ctx>,
    input: InputOf<C>,
    request: RequestFacts,
    file: IncomingFile,
  ) => Promise<Prepared>
  readonly run: (
    ctx: Ctx,
    input: InputOf<C>,
    file: IncomingFile,
    request: RequestFacts,
    prepared: Prepared,
  ) => Promise<OutputOf<C>>
  /** A GET that leaves an entry of itself (a reading of personal data). */
  readonly records?: boolean
  /** A POST that is simply done again when it is repeated: its answer is more than its body (a cookie), so none is kept. */
  readonly isRepeatable?: boolean
  /** Most calls a minute from one address; for what can be guessed at or is dear. */
  readonly perMinute?: number
}

/** What a run function may know of the request beyond its contract. */
export interface RequestFacts {
  /** Whom failures and tries are counted for: an IPv4 address or an IPv6 network. */
  readonly network: string
  readonly userAgent: string
  /** The value of a cookie, or undefined. */
  cookie(name: string): string | undefined
  /** Has the browser forget what pages of ours it keeps beside its cookies: somebody else may sit down next. */
  forgetPages(): void
  /** Sets a cookie on the answer; `undefined` clears it. */
  setCookie(name: string, value: string | undefined, options?: { maxAgeSeconds?: number; httpOnly?: boolean }): void
}

/** One row of a module's routes, its dependencies not yet given. */
export interface Route<Ctx extends Context = Context> {
  readonly contract: Contract
  readonly permit: RoutePermit
  readonly records: boolean
  readonly isRepeatable: boolean
  readonly perMinute?: number
  readonly prepare?: (
    work: Preparation<Ctx>,
    input: unknown,
    request: RequestFacts,
    file: IncomingFile,
  ) => Promise<unknown>
  readonly run: (
    ctx: Ctx,
    input: unknown,
    file: IncomingFile,
    request: RequestFacts,
    prepared: unknown,
  ) => Promise<unknown>
}

/** A route that needs nothing but the platform's context. */
export type BoundRoute = Route<Context>

export function route<C extends Contract, Ctx extends Context, Prepared = undefined>(
  contract: C,
  options: RouteOptions<C, Ctx, Prepared>,
): Route<Ctx> {
  return {
    contract,
    permit: options.permit,
    records: options.records ?? false,
    isRepeatable: options.isRepeatable ?? false,
    ...(options.perMinute !== undefined && { perMinute: options.perMinute }),
    ...(options.prepare && { prepare: options.prepare as Route<Ctx>['prepare'] }),
    run: options.run as Route<Ctx>['run'],
  }
}

/** Gives the rows of a module what its actions ask of others. */
export function bindRoutes<Deps extends object>(routes: readonly Route<Context & Deps>[], deps: Deps): BoundRoute[] {
  return routes.map(({ prepare, run, ...row }) => ({
    ...row,
    ...(prepare && {
      prepare: (work, input, request, file) =>
        prepare({ ...work, ...deps } as Preparation<Context & Deps>, input, request, file),
    }),
    run: (ctx, input, file, request, prepared) => run({ ...ctx, ...deps }, input, file, request, prepared),
  }))
}

export type { BinaryFile }
