import * as audit from '@yiwang/server/contract/audit'
import * as cases from '@yiwang/server/contract/cases'
import * as catalogue from '@yiwang/server/contract/catalogue'
import * as documents from '@yiwang/server/contract/documents'
import * as exports from '@yiwang/server/contract/exports'
import * as files from '@yiwang/server/contract/files'
import * as flows from '@yiwang/server/contract/flows'
import * as identity from '@yiwang/server/contract/identity'
import * as licences from '@yiwang/server/contract/licences'
import * as limits from '@yiwang/server/contract/limits'
import * as notices from '@yiwang/server/contract/notices'
import * as organizations from '@yiwang/server/contract/organizations'
import * as personalData from '@yiwang/server/contract/personal-data'
import * as rosters from '@yiwang/server/contract/rosters'
import * as signOn from '@yiwang/server/contract/sign-on'
import * as supervision from '@yiwang/server/contract/supervision'
import { type ClientOf, createClientOf } from './create-client.ts'
import type { Transport } from './transport.ts'

const modules = {
  cases,
  catalogue,
  documents,
  exports,
  files,
  flows,
  identity,
  licences,
  limits,
  notices,
  organizations,
  personalData,
  rosters,
  signOn,
  supervision,
  audit,
}

/** All modules of the server. */
export type Client = ClientOf<typeof modules>

export function createClient(transport: Transport): Client {
  return createClientOf(transport, modules)
}
