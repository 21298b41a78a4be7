export type { EmitOptions, LedgerEntry, RecordedActor } from './entry.ts'
export { createSequencer, startSequencer } from './sequencer.ts'
export type { EntryJob, Sequencer } from './sequencer.ts'
