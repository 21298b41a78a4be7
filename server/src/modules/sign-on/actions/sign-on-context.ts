import type { Context } from '../../../platform/act/index.ts'
import type { ProviderHolder } from './open-provider.ts'
import type { ProviderDeps } from './provider-deps.ts'

/** What acts of sign-on are given beside the platform's context. */
export interface SignOnDeps extends ProviderDeps {
  readonly provider: ProviderHolder
}

export type SignOnContext = Context & SignOnDeps
