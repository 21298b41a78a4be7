export { archiveProblems, writeArchive } from './write-archive.ts'
export type { ArchiveNote } from './archive-note.ts'
export { verifyArchive } from './verify-archive.ts'
