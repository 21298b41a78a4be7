export * from './events.ts'
export * from './licence.ts'
export * from './permits.ts'
export * from './problems.ts'
