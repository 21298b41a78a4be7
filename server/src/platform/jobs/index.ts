export { createJobs, migrateJobs } from './jobs.ts'
export type { Jobs, JobsOptions } from './jobs.ts'
export { countGivenUp } from './given-up.ts'
