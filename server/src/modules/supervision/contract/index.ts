export * from './daily-acts.ts'
export * from './ledger.ts'
export * from './permits.ts'
export * from './problems.ts'
