export { AbolishItem } from './abolish-item.ts'
export { CatalogueImported, ItemAbolished, ItemResumed, ItemSuspended, ItemVersionPublished } from './events.ts'
export { GetItem, ItemGuide } from './get-item.ts'
export { ImportCatalogue, ImportFormat, ImportReport, ImportedRow } from './import-catalogue.ts'
export { GetItemAdmin, ItemAdminView } from './item-admin.ts'
export { ItemForm } from './item-form.ts'
export {
  Faq,
  FeeItem,
  ItemLimit,
  LegalBasis,
  Material,
  ProcessStep,
  ResultLicenceType,
  ServiceWindow,
  SpecialProcedure,
} from './item-parts.ts'
export { Audience, GuideStep, ItemLevel, ItemState, PowerType, ServiceObject } from './item-words.ts'
export { ItemContent, ItemResult, ServiceItem } from './item.ts'
export { ListItemOrganizations } from './list-item-organizations.ts'
export { ListThemes } from './list-themes.ts'
export { ExportItems, GetItemFile, ItemFile, ListOpenChanges, OpenChange } from './open-changes.ts'
export { GetOpenItem, ListOpenItems, OpenItem, OpenItemDetail } from './open-items.ts'
export { cataloguePermits } from './permits.ts'
export { catalogueProblems } from './problems.ts'
export { ResumeItem } from './resume-item.ts'
export { ItemSummary, SearchItems, SearchWay } from './search-items.ts'
export { SuspendItem } from './suspend-item.ts'
