import type { Context } from '../../../platform/act/index.ts'
import type { PersonalHolding } from '../../../platform/module/index.ts'
import type { CasesApi } from '../../cases/index.ts'
import type { CatalogueApi } from '../../catalogue/index.ts'
import type { FilesApi } from '../../files/index.ts'
import type { IdentityApi } from '../../identity/index.ts'
import type { NoticesApi } from '../../notices/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'

/** Whom personal-data asks: all of them stand left of it; and what every module says that it holds of people. */
export interface PersonalDataDeps {
  readonly organizations: OrganizationsApi
  readonly identity: IdentityApi
  readonly files: FilesApi
  readonly notices: NoticesApi
  readonly catalogue: CatalogueApi
  readonly cases: CasesApi
  readonly holdings: () => readonly PersonalHolding[]
  /** How a kind of event is named to people. */
  readonly eventTitle: (kind: string) => string
  /** How the installation is called in what is taken away. */
  readonly publicUrl: string
}

export type PersonalDataContext = Context & PersonalDataDeps
