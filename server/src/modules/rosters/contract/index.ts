export {
  BATCH_STATES,
  BatchStanding,
  BatchState,
  BatchSummary,
  DraftRosterRecord,
  DropRosterChange,
  GetRosterBatch,
  ImportRoster,
  ReviewRosterBatch,
  RosterImportReport,
  SubmitRosterBatch,
  WithdrawRosterBatch,
} from './batch.ts'
export { faultsOf } from './faults-of.ts'
export {
  DecideRosterKind,
  GetRosterKindChange,
  ListRosterKinds,
  ProposeRosterKind,
  RosterKindAct,
  RosterKindChange,
  RosterKindView,
  WithdrawRosterKind,
} from './kind-changes.ts'
export { CompareKeptLists, DownloadKeptList, GetKeptList, KeptList, ListKeptLists } from './kept-lists.ts'
export { rostersPermits } from './permits.ts'
export { rostersProblems } from './problems.ts'
export { KindKey, RosterColumn, RosterColumnType, RosterKind, RosterKindsFile } from './roster-kind.ts'
export { ExportRoster, GetRoster, GetRosterRecord, ListRosters, RevealRosterRecord, RosterRecord } from './roster.ts'
