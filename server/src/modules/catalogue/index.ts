import type { BinaryFile, CalendarDate, FieldError } from '../../kernel/index.ts'
import type { Context } from '../../platform/act/index.ts'
import { bindRoutes } from '../../platform/http/index.ts'
import type { ModuleParts } from '../../platform/module/index.ts'
import type { DocumentsApi } from '../documents/index.ts'
import type { StagedFile } from '../files/contract/index.ts'
import type { FilesApi } from '../files/index.ts'
import type { NoticesApi } from '../notices/index.ts'
import type { OrganizationsApi } from '../organizations/index.ts'
import type { DraftContext } from './actions/draft-context.ts'
import { importCatalogue } from './actions/import-catalogue.ts'
import type { CatalogueFile } from './actions/import-catalogue.ts'
import { itemChanges } from './actions/keep-changes.ts'
import { pullAll, pullRequested } from './actions/pull-upstream.ts'
import type { UpstreamDeps } from './actions/pull-upstream.ts'
import { seedCatalogue } from './actions/seed-catalogue.ts'
import { seedForm } from './actions/take-forms.ts'
import * as catalogueEvents from './contract/events.ts'
import { cataloguePermits, catalogueProblems } from './contract/index.ts'
import type { DataRight, ImportReport, ServiceItem } from './contract/index.ts'
import type { ListFormat } from './contract/public-lists.ts'
import { adjustmentRoutes } from './http/adjustment.routes.ts'
import { adminRoutes } from './http/admin.routes.ts'
import { listHeld, listOfRights, publishedNames } from './store/item-store.ts'
import { fillAllSounds } from './actions/fill-sounds.ts'
import { layerRoutes } from './http/layer.routes.ts'
import { libraryRoutes } from './http/library.routes.ts'
import { publicRoutes } from './http/public.routes.ts'
import { upstreamRoutes } from './http/upstream.routes.ts'
import { findPublished, getItem, holdPublished, holdRunningRule } from './queries/get-item.ts'
import type { RunningClause } from './queries/get-item.ts'
import { listFile, requireShortEnough } from './queries/list-file.ts'
import type { WholeList } from './queries/list-file.ts'
import { askedAnswers, validateForm } from './queries/validate-form.ts'
import type { FormOwner } from './queries/validate-form.ts'
import { basePublished } from './subscribers/base-published.ts'
import { baseStateChanged } from './subscribers/base-state-changed.ts'
import { itemTakenBack } from './subscribers/item-taken-back.ts'

/** 事项库: what the departments do for the public, in versions that never change once published. */
export interface CatalogueApi {
  /** @throws catalogue/no-such-item, catalogue/no-such-version */
  getItem(ctx: Context, itemId: string, version?: number): Promise<ServiceItem>
  /** Undefined unless an application can be filed today. */
  findPublished(ctx: Context, itemId: string): Promise<ServiceItem | undefined>
  /** The same for whoever files one: no suspension comes between the answer and the end of the act. */
  holdPublished(ctx: Context, itemId: string): Promise<ServiceItem | undefined>
  /** What becomes of running cases of an item today: no suspension comes between the answer and the end of the act. */
  holdRunningRule(ctx: Context, itemId: string): Promise<RunningClause>
  /** Items whose running cases are held today. */
  heldItems(ctx: Context): Promise<string[]>
  /** What people call the items of these that can be applied for today. */
  publishedNames(ctx: Context, itemIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Through which items people ask for a right to their data today. */
  itemsOfRights(ctx: Context): Promise<{ right: DataRight; itemId: string; name: string }[]>
  /** What is wrong with an applicant's answers; empty when nothing is. */
  validateForm(item: FormOwner, answers: unknown): FieldError[]
  /** The answers without those whose question the others leave out. */
  askedAnswers(item: FormOwner, answers: Record<string, unknown>): Record<string, unknown>
  /** A public list to take along, of items or of what others keep. */
  listFile(ctx: Context, of: { format: ListFormat; day: CalendarDate; list: WholeList }): Promise<BinaryFile>
  /** @throws catalogue/list-too-long */
  requireShortEnough(format: ListFormat, count: number): void
  importFile(ctx: Context, file: CatalogueFile): Promise<ImportReport>
  /** 空白表格 or 示例样表 that items of our own name, before they come. Twice changes nothing. */
  seedForm(ctx: Context, jurisdiction: string, form: StagedFile): Promise<void>
  seed(ctx: Context, files: readonly CatalogueFile[]): Promise<ImportReport[]>
}

export function createCatalogue(
  given: UpstreamDeps & {
    organizations: OrganizationsApi
    flows: DraftContext['flows']
    documents: Pick<DocumentsApi, 'typeset' | 'usableTemplates'>
    files: Pick<FilesApi, 'stage' | 'store' | 'open'>
    notices: Pick<NoticesApi, 'tellHolders'>
  },
): ModuleParts<CatalogueApi> {
  const { outgoing, ...deps } = given
  const api: CatalogueApi = {
    getItem,
    findPublished,
    holdPublished,
    holdRunningRule,
    heldItems: (ctx) => listHeld(ctx.tx, ctx.today),
    publishedNames: (ctx, itemIds) => publishedNames(ctx.tx, itemIds, ctx.today),
    itemsOfRights: (ctx) => listOfRights(ctx.tx, ctx.today),
    validateForm,
    askedAnswers,
    listFile: (ctx, of) => listFile({ ...ctx, documents: deps.documents }, of),
    requireShortEnough,
    seedForm: (ctx, jurisdiction, form) => seedForm({ ...ctx, ...deps }, jurisdiction, form),
    importFile: (ctx, file) => importCatalogue({ ...ctx, ...deps }, file),
    seed: (ctx, files) => seedCatalogue({ ...ctx, ...deps }, files),
  }
  return {
    api,
    routes: bindRoutes(
      [...publicRoutes, ...adminRoutes, ...libraryRoutes, ...layerRoutes, ...upstreamRoutes, ...adjustmentRoutes],
      deps,
    ),
    permits: Object.values(cataloguePermits),
    events: Object.values(catalogueEvents),
    problems: Object.values(catalogueProblems),
    readers: [itemChanges],
    subscribers: [basePublished(deps), baseStateChanged(deps), itemTakenBack(deps)],
    jobs: [pullRequested({ ...deps, outgoing })],
    timers: [
      { name: 'catalogue/fill-sounds', cron: '*/10 * * * *', work: fillAllSounds },
      { name: 'catalogue/pull-upstreams', cron: '*/10 * * * *', work: (act) => pullAll({ ...deps, outgoing }, act) },
    ],
  }
}
