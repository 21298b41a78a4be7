import * as cases from '@yiwang/server/contract/cases'
import * as catalogue from '@yiwang/server/contract/catalogue'
import * as identity from '@yiwang/server/contract/identity'
import * as limits from '@yiwang/server/contract/limits'
import * as organizations from '@yiwang/server/contract/organizations'
import { type ClientOf, createClientOf } from './create-client.ts'
import type { Transport } from './transport.ts'

const modules = { cases, catalogue, identity, limits, organizations }

/** All modules of the server. */
export type Client = ClientOf<typeof modules>

export function createClient(transport: Transport): Client {
  return createClientOf(transport, modules)
}
