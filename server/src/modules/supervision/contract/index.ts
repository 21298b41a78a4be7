export * from './ledger.ts'
export * from './permits.ts'
export * from './problems.ts'
