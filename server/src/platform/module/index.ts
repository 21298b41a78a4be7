export type { EntryJobHandler, ModuleParts, RunAct, LedgerReader, Subscriber, Timer } from './module.ts'
export type {
  AskedRows,
  ExportableList,
  ListCell,
  ListColumn,
  ListFilter,
  ListRow,
  ListRows,
} from './exportable-list.ts'
export { dayOf, factsOf } from './personal-holding.ts'
export type {
  Correction,
  CorrectionNote,
  DataSubject,
  ErasureAsked,
  HeldThing,
  NotesBeside,
  PersonalHolding,
} from './personal-holding.ts'
