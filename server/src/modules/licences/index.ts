import type { Context } from '../../platform/act/index.ts'
import { bindRoutes } from '../../platform/http/index.ts'
import type { ModuleParts } from '../../platform/module/index.ts'
import type { DocumentsApi } from '../documents/index.ts'
import type { OrganizationsApi } from '../organizations/index.ts'
import type { ChangeLicence } from './actions/change-state.ts'
import { eraseLicences } from './actions/erase-licences.ts'
import { issueLicence } from './actions/issue-licence.ts'
import type { IssueLicence } from './actions/issue-licence.ts'
import { revokeLicence } from './actions/revoke-licence.ts'
import * as licencesEvents from './contract/events.ts'
import { licencesPermits, licencesProblems } from './contract/index.ts'
import type { LicenceView } from './contract/index.ts'
import { licenceRoutes } from './http/licence.routes.ts'
import { holdings } from './queries/holdings.ts'
import { listLicencesFor } from './queries/list-licences.ts'
import * as licenceStore from './store/licence-store.ts'

/** 电子证照: issued from decisions, under an identifier that checks itself, verifiable by anybody who holds it. */
export interface LicencesApi {
  issue(ctx: Context, input: IssueLicence): Promise<LicenceView>
  listFor(ctx: Context, key: { caseId: string } | { holderCode: string }): Promise<LicenceView[]>
  revoke(ctx: Context, input: ChangeLicence): Promise<LicenceView>
  /** Which of these cases have a licence that is still good. */
  findValid(ctx: Context, caseIds: readonly string[]): Promise<ReadonlySet<string>>
  /** Who held the licences of a case, for a caller that has decided that it may be erased. */
  erase(ctx: Context, caseId: string): Promise<void>
}

export interface LicencesDeps {
  readonly organizations: OrganizationsApi
  readonly documents: DocumentsApi
  readonly publicUrl: string
}

export function createLicences(deps: LicencesDeps): ModuleParts<LicencesApi> {
  return {
    api: {
      issue: (ctx, input) => issueLicence({ ...ctx, ...deps }, input),
      listFor: listLicencesFor,
      revoke: revokeLicence,
      findValid: (ctx, caseIds) => licenceStore.findValid(ctx.tx, caseIds, ctx.today),
      erase: (ctx, caseId) => eraseLicences({ ...ctx, documents: deps.documents }, caseId),
    },
    routes: bindRoutes(licenceRoutes, deps),
    permits: Object.values(licencesPermits),
    events: Object.values(licencesEvents),
    sealed: [licenceStore.sealed],
    holdings,
    problems: Object.values(licencesProblems),
  }
}
