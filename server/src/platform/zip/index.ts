export { contentOf, partsOf } from './zip-directory.ts'
export type { DirectoryPart } from './zip-directory.ts'
export { zipOf } from './zip-of.ts'
export type { ZipPart } from './zip-of.ts'
