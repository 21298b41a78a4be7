export type { Context } from '../act/index.ts'
