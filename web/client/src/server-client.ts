import { type ClientOf, createClientOf } from './create-client.ts'
import type { Transport } from './transport.ts'

const modules = {}

/** All modules of the server. */
export type Client = ClientOf<typeof modules>

export function createClient(transport: Transport): Client {
  return createClientOf(transport, modules)
}
