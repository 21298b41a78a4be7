export { createJobs, migrateJobs } from './jobs.ts'
export type { Jobs, JobsOptions } from './jobs.ts'
