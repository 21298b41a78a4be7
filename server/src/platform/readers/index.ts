export { createReaders } from './readers.ts'
export type { Readers } from './readers.ts'
export { readerStanding } from './reader-standing.ts'
export type { ReaderStanding } from './reader-standing.ts'
