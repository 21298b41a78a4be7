export type { EntryJobHandler, ModuleParts, RunAct, Subscriber, Timer } from './module.ts'
