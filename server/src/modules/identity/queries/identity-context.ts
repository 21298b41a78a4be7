import type { Context } from '../../../platform/act/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import type { AccountKeeper } from './get-account-erasure.ts'
import type { PopulationRegister } from '../domain/population-register.ts'
import type { PermitTable } from './actor-of.ts'

/** What identity's acts are given beside the platform's context. */
export interface IdentityDeps {
  readonly organizations: OrganizationsApi
  readonly permitTable: PermitTable
  readonly cookieName: string
  readonly demo: boolean
  /** The modules to the right that keep something of an account. */
  readonly accountKeepers: () => readonly AccountKeeper[]
  /** Absent where no population base is connected: then nobody reaches level 2. */
  readonly populationRegister: PopulationRegister | undefined
}

export type IdentityContext = Context & IdentityDeps
