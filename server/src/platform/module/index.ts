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
