export * from './events.ts'
export * from './notice.ts'
export * from './problems.ts'
