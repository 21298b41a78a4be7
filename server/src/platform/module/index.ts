export type { EntryJobHandler, ModuleParts, RunAct, LedgerReader, Subscriber, Timer } from './module.ts'
