export { readConfig } from './config.ts'
export type { Config } from './config.ts'
export { settingRows } from './settings.ts'
export { StartRefusal } from './start-refusal.ts'
