import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract, PUBLIC_ID_PATTERN } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { supervisionProblems as p } from './problems.ts'

const Instant = Type.String({ format: 'date-time' })

/** What does not hold in the record. */
export const LedgerFinding = Type.Object({
  kind: Type.String(),
  stream: Type.Optional(Type.String()),
  seq: Type.Optional(Type.Integer()),
  position: Type.Optional(Type.Integer()),
  message: Type.String(),
})

/** One entry as it stands in the record, nothing of it left out. */
export const LedgerEntryView = Type.Object({
  seq: Type.Integer(),
  position: Type.Optional(Type.Integer({ title: '账本位置' })),
  kind: Type.String(),
  title: Type.String(),
  actorName: Type.String(),
  occurredAt: Instant,
  recordedAt: Instant,
  /** Minutes between what was claimed and what was recorded: 事后登记. */
  lateMinutes: Type.Integer(),
  lateReason: Type.Optional(Type.String()),
  /** 依法删除: when and by whom what lay beside the entry was erased; the entry itself stays. */
  erased: Type.Optional(Type.Object({ at: Instant, byName: Type.String() })),
  body: Type.Record(Type.String(), Type.Unknown()),
  digest: Type.String(),
  prev: Type.String(),
  salt: Type.Optional(Type.String()),
})

export const GetStream = contract({
  name: 'supervision.getStream',
  method: 'GET',
  path: '/api/supervision/streams/:kind/:id',
  summary: '查看一个办件（或事项等）的全部账本记录及其核验结果',
  params: Type.Object({
    kind: Type.String({ pattern: '^[a-z][a-z-]{0,30}$' }),
    id: Type.String({ pattern: PUBLIC_ID_PATTERN }),
  }),
  response: Type.Object({
    stream: Type.String(),
    entries: Type.Array(LedgerEntryView),
    findings: Type.Array(LedgerFinding),
    /** Why its first entries are not shown and not verified: their year's archive cannot be read. */
    gap: Type.Optional(Type.String()),
    /** The chain of this stream alone; a record rewritten from its first entry shows only against a checkpoint. */
    caveat: Type.String(),
  }),
  problems: [p['no-such-stream']],
})
export type GetStream = InputOf<typeof GetStream>

export const VerificationView = Type.Object({
  id: Type.String(),
  verifiedAt: Instant,
  entries: Type.Integer(),
  positions: Type.Integer(),
  root: Type.String({ title: '根（base64）' }),
  findings: Type.Array(LedgerFinding),
  /** Whether it was held against a checkpoint that had been printed earlier. */
  againstSize: Type.Optional(Type.Integer()),
  caveat: Type.String(),
})
export type VerificationView = Static<typeof VerificationView>

export const ListVerifications = contract({
  name: 'supervision.listVerifications',
  method: 'GET',
  path: '/api/supervision/verifications',
  summary: '总账核验的历次结果，最近的在前',
  query: Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 50, default: 10 }) }),
  response: Type.Object({ verifications: Type.Array(VerificationView) }),
})
export type ListVerifications = InputOf<typeof ListVerifications>

export const RunVerification = contract({
  name: 'supervision.runVerification',
  method: 'POST',
  path: '/api/supervision/verifications',
  summary: '现在核验总账；可以与早先打印的检查点核对',
  body: Type.Object({ checkpoint: Type.Optional(Type.String({ maxLength: 2000, title: '检查点' })) }),
  response: VerificationView,
  problems: [p['checkpoint-not-ours']],
})
export type RunVerification = InputOf<typeof RunVerification>

export const GetCheckpoint = contract({
  name: 'supervision.getCheckpoint',
  method: 'GET',
  path: '/api/supervision/checkpoint',
  summary: '打印带签名的检查点，存到别处，日后可以核对',
  response: Type.Object({ note: Type.String() }),
})
