export interface VerificationsTable {
  jurisdiction: string
  id: string
  verified_at: Date
  entries: number
  positions: number
  root: Buffer
  findings: unknown
  against_size: number | null
}

export interface SupervisionTables {
  'supervision.verifications': VerificationsTable
}
