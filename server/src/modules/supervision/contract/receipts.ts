import { Type } from 'typebox'
import type { Static } from 'typebox'
import { binary, contract, PUBLIC_ID_PATTERN } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { supervisionProblems as p } from './problems.ts'

const Instant = Type.String({ format: 'date-time' })

export const GetStreamReceipt = contract({
  name: 'supervision.getStreamReceipt',
  method: 'GET',
  path: '/api/supervision/streams/:kind/:id/receipt',
  summary: '下载一项记录的存证回执，可以脱离本系统核验',
  params: Type.Object({
    kind: Type.String({ pattern: '^[a-z][a-z-]{0,30}$' }),
    id: Type.String({ pattern: PUBLIC_ID_PATTERN }),
  }),
  query: Type.Object({ seq: Type.Optional(Type.Integer({ minimum: 1, title: '第几条；不填为全部' })) }),
  response: binary,
  problems: [p['no-such-stream']],
})
export type GetStreamReceipt = InputOf<typeof GetStreamReceipt>

/** What a receipt shows of one entry. People are told by their part, not by name: the receipt holds no names. */
export const ReceiptEntry = Type.Object({
  seq: Type.Integer(),
  title: Type.String(),
  actor: Type.Union([
    Type.Literal('person', { title: '申请人' }),
    Type.Literal('staff', { title: '工作人员' }),
    Type.Literal('system', { title: '系统' }),
    Type.Literal('anonymous', { title: '未登录的来访者' }),
  ]),
  occurredAt: Instant,
  recordedAt: Instant,
  lateReason: Type.Optional(Type.String()),
})

export const ReceiptVerification = Type.Object({
  answer: Type.Union([
    Type.Literal('holds', { title: '属实' }),
    Type.Literal('record-differs', { title: '回执属实，现在的账本与它不同' }),
    Type.Literal('malformed', { title: '不是完整的回执' }),
    Type.Literal('not-signed', { title: '不是本系统签发的' }),
    Type.Literal('not-recorded', { title: '内容与签发时不同' }),
    Type.Literal('chain-broken', { title: '各条之间不相连' }),
  ]),
  /** The rest only where the receipt is ours and whole. */
  subject: Type.Optional(Type.String()),
  position: Type.Optional(Type.Integer({ title: '账本位置' })),
  size: Type.Optional(Type.Integer({ title: '签名时账本条数' })),
  entries: Type.Array(ReceiptEntry),
  witnesses: Type.Array(Type.Object({ name: Type.String(), cosignedAt: Instant })),
})
export type ReceiptVerification = Static<typeof ReceiptVerification>

/** The longest: a case of two hundred entries. */
const MOST_RECEIPT_LETTERS = 700_000

export const VerifyReceipt = contract({
  name: 'supervision.verifyReceipt',
  method: 'POST',
  path: '/api/receipts/verifications',
  summary: '核验存证回执：任何人，不用登录',
  body: Type.Object({ receipt: Type.String({ minLength: 1, maxLength: MOST_RECEIPT_LETTERS, title: '存证回执' }) }),
  response: ReceiptVerification,
  maxBodyBytes: 1024 * 1024,
})
export type VerifyReceipt = InputOf<typeof VerifyReceipt>
