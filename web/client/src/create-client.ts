import { type CallOptions, type Caller, call } from './call.ts'
import { type CallInput, type CallOutput, type ContractShape, isContract } from './contract-shape.ts'
import { createIntents } from './intents.ts'
import type { Transport } from './transport.ts'

/** The contracts of some modules, by module: `{ cases: await import('@yiwang/server/contract/cases') }`. */
export type ContractModules = Readonly<Record<string, Readonly<Record<string, unknown>>>>

type Method<C> =
  Record<never, never> extends CallInput<C>
    ? (input?: CallInput<C>, options?: CallOptions) => Promise<CallOutput<C>>
    : (input: CallInput<C>, options?: CallOptions) => Promise<CallOutput<C>>

type MethodsOf<M> = {
  readonly [K in keyof M as M[K] extends ContractShape ? Uncapitalize<K & string> : never]: Method<M[K]>
}

/** `client.cases.acceptCase(input)`: the contract `AcceptCase` of module `cases`, sent and answered with its types. */
export type ClientOf<Modules> = { readonly [M in keyof Modules]: MethodsOf<Modules[M]> }

export function createClientOf<Modules extends ContractModules>(
  transport: Transport,
  modules: Modules,
): ClientOf<Modules> {
  const caller: Caller = { transport, intents: createIntents() }
  const groups = Object.entries(modules).map(([name, contracts]) => [name, methodsOf(caller, contracts)])
  return Object.fromEntries(groups) as ClientOf<Modules>
}

function methodsOf(caller: Caller, contracts: Readonly<Record<string, unknown>>) {
  const methods = Object.entries(contracts).flatMap(([name, contract]) => {
    if (!isContract(contract)) return []
    const method = (input: Record<string, unknown> = {}, options?: CallOptions) =>
      call(caller, contract, input, options)
    return [[uncapitalize(name), method] as const]
  })
  return Object.fromEntries(methods)
}

function uncapitalize(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
