export * from './my-personal-data.ts'
export * from './package.ts'
export * from './problems.ts'
export * from './rights.ts'
