export type { Context } from './context.ts'
export { runAct } from './run-act.ts'
export type { ActDeps, ActSettings } from './run-act.ts'
