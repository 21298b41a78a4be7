export * from './events.ts'
export * from './file.ts'
export * from './permits.ts'
export * from './problems.ts'
