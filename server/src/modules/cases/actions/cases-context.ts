import type { Context } from '../../../platform/act/index.ts'
import type { LedgerKeeping } from '../../../platform/ledger/index.ts'
import type { CatalogueApi } from '../../catalogue/index.ts'
import type { DocumentsApi } from '../../documents/index.ts'
import type { ExportsApi } from '../../exports/index.ts'
import type { FilesApi } from '../../files/index.ts'
import type { FlowsApi } from '../../flows/index.ts'
import type { IdentityApi } from '../../identity/index.ts'
import type { LicencesApi } from '../../licences/index.ts'
import type { LimitsApi } from '../../limits/index.ts'
import type { NoticesApi } from '../../notices/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'

/** Whom cases asks: all of them stand left of it. */
export interface CasesDeps {
  readonly limits: LimitsApi
  readonly organizations: OrganizationsApi
  readonly identity: IdentityApi
  readonly files: FilesApi
  readonly notices: NoticesApi
  readonly flows: FlowsApi
  readonly documents: DocumentsApi
  readonly exports: Pick<ExportsApi, 'takeReveal'>
  readonly catalogue: CatalogueApi
  readonly licences: LicencesApi
  readonly ledger: Pick<LedgerKeeping, 'receipt'>
}

export type CasesContext = Context & CasesDeps
