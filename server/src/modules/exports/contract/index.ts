export * from './export.ts'
export * from './permits.ts'
export * from './problems.ts'
export * from './rule.ts'
