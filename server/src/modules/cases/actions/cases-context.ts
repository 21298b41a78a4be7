import type { Context } from '../../../platform/act/index.ts'
import type { NotesBeside } from '../../../platform/module/index.ts'
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
import type { RightRequest } from './right-request.ts'

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
  /** What stands beside a case that is not rewritten: kept right of here. */
  readonly notesBeside: () => NotesBeside
  /** What stands against granting a right to personal data, in words. */
  readonly whyNotGranted: (ctx: Context, request: RightRequest) => Promise<string | undefined>
  readonly ledger: Pick<LedgerKeeping, 'receipt'>
}

export type CasesContext = Context & CasesDeps
