import { Type } from 'typebox'
import { event, installationStream } from '../../../kernel/index.ts'

export const LedgerVerified = event(
  'supervision/LedgerVerified.v1',
  Type.Object({
    verificationId: Type.String(),
    entries: Type.Integer(),
    positions: Type.Integer(),
    root: Type.String(),
    findings: Type.Integer(),
    againstSize: Type.Optional(Type.Integer()),
  }),
  { title: '核验总账', stream: () => installationStream('ledger-verification') },
)
