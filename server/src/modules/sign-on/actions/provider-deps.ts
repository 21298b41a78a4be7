import type { ActDeps } from '../../../platform/act/index.ts'
import type { OutgoingHttp } from '../../../platform/outgoing/index.ts'
import type { IdentityApi } from '../../identity/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'

/** What a fault that nobody waits for is told to. */
export interface SignOnLog {
  error(details: object, message: string): void
}

/** What the provider is made of. */
export interface ProviderDeps {
  readonly act: ActDeps
  readonly identity: IdentityApi
  readonly organizations: OrganizationsApi
  readonly publicUrl: string
  readonly https: boolean
  readonly log: SignOnLog
  /** The one way out, for back-channel logout. */
  readonly outgoing: OutgoingHttp
}
