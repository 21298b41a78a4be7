export { AbolishItem } from './abolish-item.ts'
export {
  AdjustmentKind,
  AdjustmentState,
  DecideAdjustment,
  DeclineTakeover,
  GetAdjustment,
  ItemAdjustment,
  ListAdjustments,
  ProposeAdjustment,
  TakeOver,
  Takeover,
  TakeoverState,
} from './adjustment.ts'
export { AttachItem, Attachment, GetAttachment } from './attach-item.ts'
export {
  CoverageBulletin,
  CoverageGap,
  DownloadCoverageBulletin,
  GetCoverageBulletin,
  IssueCoverageBulletin,
  ListCoverageBulletins,
} from './coverage-bulletins.ts'
export {
  Coverage,
  CoverageCell,
  CoverageFigures,
  CoverageLack,
  CoverageRow,
  DownloadCoverage,
  GetCoverage,
  ListCoverageGaps,
} from './coverage.ts'
export { Difference } from './difference.ts'
export {
  CreateItemDraft,
  DiscardItemDraft,
  PublishItemDraft,
  RebaseItemDraft,
  ReviewItemDraft,
  SaveDraftSection,
  SubmitItemDraft,
} from './draft-acts.ts'
export { compareLines } from './compare-lines.ts'
export { titleOf } from './title-of.ts'
export { DRAFT_SECTIONS, DraftContent, DraftSection } from './draft-content.ts'
export type { DraftField } from './draft-content.ts'
export {
  CompareItemDraft,
  CompareItemVersions,
  CompareOpenItem,
  GetDraftChoices,
  GetFormSource,
  GetItemDraft,
  LibraryItem,
  ListItemDrafts,
  ListLibrary,
} from './draft-reads.ts'
export { DraftFinding, DraftOpinion, DraftStanding, DraftState, DraftSummary, DraftView, SectionView } from './draft.ts'
export {
  CatalogueImported,
  ItemAbolished,
  ItemAdjustmentDecided,
  ItemAdjustmentProposed,
  ItemDraftCreated,
  ItemDraftDiscarded,
  ItemDraftJoined,
  ItemDraftRebased,
  ItemDraftReviewed,
  ItemDraftSubmitted,
  ItemFileStored,
  ItemResumed,
  ItemSuspended,
  ItemTakenOver,
  ItemTakeoverDeclined,
  ItemUpdateDeclined,
  ItemVersionPublished,
  PowerTypeDecided,
  PowerTypeProposed,
  PowerTypeWithdrawn,
  UpstreamPullRequested,
} from './events.ts'
export { ElementWords, GetItem, ItemGuide } from './get-item.ts'
export {
  CheckWorkbook,
  ExportWorkbook,
  GetImportTemplate,
  ImportCatalogue,
  ImportFormat,
  ImportItemDrafts,
  ImportReport,
  ImportTarget,
  ImportedRow,
  RowFinding,
  RowOutcome,
} from './import-catalogue.ts'
export { DownloadExchangeTables, ListExchangeTables } from './exchange-tables.ts'
export { GetItemAdmin, ItemAdminView } from './item-admin.ts'
export { CrossRegion, IntermediaryService, OrganNature, PowerSource } from './item-authority.ts'
export { ItemForm } from './item-form.ts'
export { AdoptionTerms, FieldRule, ItemLayer, RuledField } from './item-layer.ts'
export {
  AdoptBaseItem,
  Adopter,
  BaseItem,
  GetItemLayers,
  ItemLayers,
  ListAdopters,
  ListBaseItems,
  Standing,
} from './adoption.ts'
export {
  Faq,
  FeeItem,
  ItemLimit,
  LegalBasis,
  Material,
  MaterialFile,
  ProcessStep,
  ResultLicenceType,
  ServiceWindow,
  SpecialProcedure,
} from './item-parts.ts'
export {
  DownloadMaterialFile,
  draftFilePath,
  GetDraftFile,
  GetOpenMaterialFile,
  MATERIAL_FILES,
  materialFilePath,
  type MaterialFileKind,
  UploadMaterialFile,
} from './material-files.ts'
export { isNeeded, NeededWhen } from './needed-when.ts'
export {
  Audience,
  DataRight,
  GuideStep,
  ItemLevel,
  ItemState,
  OnlineDepth,
  PowerType,
  RunningRule,
  ServiceObject,
} from './item-words.ts'
export { ItemContent, ItemResult, ServiceItem, StateNotice } from './item.ts'
export { SourceDocument } from './source-document.ts'
export { ListItemOrganizations } from './list-item-organizations.ts'
export { ListThemes } from './list-themes.ts'
export { ExportItems, GetItemFile, ItemFile, ListOpenChanges, OpenChange } from './open-changes.ts'
export { GetOpenItem, ListOpenItems, OpenItem, OpenItemDetail } from './open-items.ts'
export { cataloguePermits } from './permits.ts'
export {
  DecidePowerType,
  GetPowerTypeChange,
  ListPowerTypeChanges,
  ListPowerTypes,
  PowerTypeChange,
  PowerTypeChangeKind,
  PowerTypeView,
  ProposePowerType,
  WithdrawPowerType,
} from './power-types.ts'
export { catalogueProblems } from './problems.ts'
export {
  ComparePublicLists,
  DownloadPublicList,
  GetPublicList,
  ListColumn,
  ListDifference,
  ListDifferences,
  ListKind,
  listAnswer,
  listDays,
  type ListFormat,
  listFormat,
  listOfDay,
  listPage,
  MOST_LISTED,
  PublicListRow,
} from './public-lists.ts'
export { ItemUpstream, ListItemUpstreams, PullItemUpstream, UpstreamFailure } from './item-upstreams.ts'
export { ResumeItem } from './resume-item.ts'
export { ItemSummary, SearchItems, SearchWay } from './search-items.ts'
export { SuspendItem } from './suspend-item.ts'
export { DeclineUpdate, TakeUpUpdate } from './update.ts'
export {
  GetSimplification,
  ListSimplifiedItems,
  MeasuredVersion,
  Simplified,
  SimplifiedItem,
} from './simplification.ts'
export { PARTS_OF_TYPE, TYPE_PART_FIELDS } from './type-parts.ts'
export type { TypePartField } from './type-parts.ts'
export { ReviewRule } from './review-rules.ts'
