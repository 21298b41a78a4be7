import type { IdentityPartners } from './modules/identity/contract/index.ts'
import type { createRosters } from './modules/rosters/index.ts'
import type { Logins } from './platform/db/index.ts'
import type { TlsMaterial } from './platform/http/index.ts'
import type { Clock } from './platform/clock/clock.ts'
import type { OutgoingTarget } from './platform/outgoing/index.ts'
import type { MalwareScanner } from './platform/scanning/index.ts'
import type { Suite } from './platform/vault/index.ts'
import type { KnownWitness } from './platform/witness/ask-witness.ts'

/** What the program is put together with: settings of the operator, and what tests put in the place of the world. */
export interface AppOptions {
  readonly databaseUrl: string
  /** An address of its own for each role of the program; absent: all take their roles from `databaseUrl`. */
  readonly logins?: Logins
  /** Keys and secrets live under it. */
  readonly dataDir: string
  /** Where the master key is; absent: a file in the data directory. */
  readonly keyProvider?: string
  /** Other master keys that data keys may still be wrapped under: to wrap them anew. */
  readonly formerKeyProviders?: readonly string[]
  /** Only put together to be described: no database is asked for keys. */
  readonly isDescribed?: boolean
  /** For new keys; absent: AES and SHA-256. */
  readonly suite?: Suite
  readonly filesUrl: string
  readonly publicUrl: string
  readonly secureCookies: boolean
  readonly demo: boolean
  /** Officials must use a second factor; absent: no. */
  readonly secondFactor?: boolean
  /** For how many minutes a proof of who acts is fresh. */
  readonly proofMinutes?: number
  /** Most sessions of one account at once; absent: any number. */
  readonly sessionsPerAccount?: number
  readonly logger: boolean | { level: string }
  readonly requestsPerMinute: number
  /** Certificate and key, where the program itself ends TLS. */
  readonly tls?: TlsMaterial
  /** Where browsers show certificates of theirs: the public host, on a port of its own. */
  readonly certificateDoor?: string
  /** Addresses of proxies whose word on the visitor's address is believed. */
  readonly trustProxy?: string
  /** Who cosigns checkpoints. */
  readonly witnesses?: readonly KnownWitness[]
  /** Calls to others only go out encrypted. */
  readonly httpsOnly?: boolean
  /** What the program may call although it is not on the internet. */
  readonly outgoingAllowed?: readonly OutgoingTarget[]
  /** Installations whose base items are taken over here, each for one division. */
  readonly itemUpstreams?: readonly { readonly division: string; readonly url: string }[]
  /** Who confirms names and companies. */
  readonly identityPartners?: IdentityPartners
  /** Which lists departments keep; absent: those that are shipped. */
  readonly listKinds?: Parameters<typeof createRosters>[0]['kinds']
  /** Central log systems that are told the record, and PEM of who signs their certificates. */
  readonly syslog?: { readonly targets: readonly string[]; readonly authority?: string; readonly mayBeClear?: boolean }
  /** Who looks for malware in uploads. */
  readonly scanner?: MalwareScanner
  readonly clock?: Clock
  readonly poolSize?: number
}
