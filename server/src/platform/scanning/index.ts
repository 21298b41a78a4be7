export { createClamd, parseClamdAddress, ScannerAway } from './clamd.ts'
export type { ClamdAddress, MalwareScanner } from './clamd.ts'
