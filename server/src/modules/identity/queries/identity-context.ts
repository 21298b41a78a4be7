import type { IncomingFile } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import type { RecoveryRules } from '../domain/recovery.ts'
import type { RelyingParty } from '../domain/relying-party.ts'
import type { JudgingAuthority } from './certificate-authorities.ts'
import type { UpstreamProvider } from '../domain/upstream.ts'
import type { PermitTable } from './actor-of.ts'
import type { RealNames } from './real-name-providers.ts'

/** What a module to the right keeps of an account: asked before the account goes, and told when it does. */
export interface AccountKeeper {
  /** Why the account has to stay for now, each reason a sentence; none where nothing stands against it. */
  hindrances(ctx: Context, accountId: string): Promise<string[]>
  /** Erases what it keeps of the account. Called when no keeper hinders. */
  erase(ctx: Context, accountId: string): Promise<void>
}

/** A document that shows a mandate, its bytes taken in and no record naming it yet. */
export interface StagedProof {
  /** Records the file and what it belongs to. @returns its id */
  keep(ctx: Context, about: { subject: string; division: string; ownerId?: string }): Promise<string>
}

/** Who keeps such documents: a module to the right, which keeps files. */
export interface ProofDesk {
  stage(file: IncomingFile): Promise<StagedProof>
}

/** What identity's acts are given beside the platform's context. */
export interface IdentityDeps {
  readonly organizations: OrganizationsApi
  readonly permitTable: PermitTable
  readonly cookieName: string
  readonly demo: boolean
  /** The modules to the right that keep something of an account. */
  readonly accountKeepers: () => readonly AccountKeeper[]
  readonly proofDesk: () => ProofDesk
  /** Officials must have two factors. */
  readonly requiresSecondFactor: boolean
  /** Absent: as many sessions of one account as one likes. */
  readonly mostSessions?: number
  /** Absent where passkeys cannot be used, because the public address has no name. */
  readonly relyingParty: RelyingParty | undefined
  /** Who confirms names here. */
  readonly realNames: RealNames
  /** Which proofs lead to a new password. */
  readonly recoveryRules: RecoveryRules
  /** With whose accounts people may sign in. */
  readonly upstreams: readonly UpstreamProvider[]
  /** Whose certificates people may sign in with. */
  readonly authorities: readonly JudgingAuthority[]
  /** Where a browser shows its certificate in TLS. */
  readonly certificateDoor?: string
  /** Where browsers find this installation: people come back here from another's pages. */
  readonly publicUrl: string
}

export type IdentityContext = Context & IdentityDeps
