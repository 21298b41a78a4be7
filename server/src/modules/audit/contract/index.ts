export * from './audit-category.ts'
export * from './permits.ts'
export * from './problems.ts'
export * from './search-entries.ts'
