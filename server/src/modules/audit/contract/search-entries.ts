import { Type } from 'typebox'
import type { Static } from 'typebox'
import { PUBLIC_ID_PATTERN, contract } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { AUDIT_CATEGORIES } from './audit-category.ts'
import type { AuditCategory } from './audit-category.ts'
import { auditProblems as p } from './problems.ts'

const Category = Type.Enum(Object.keys(AUDIT_CATEGORIES) as AuditCategory[], { title: '类别' })
const Instant = Type.String({ format: 'date-time' })
const PublicId = Type.String({ pattern: PUBLIC_ID_PATTERN })

/** 审计记录: one entry of the record, as an auditor sees it: who did what to what, when, from where and why. */
export const AuditEntry = Type.Object({
  position: Type.Integer({ title: '账本位置' }),
  recordedAt: Instant,
  kind: Type.String(),
  title: Type.String(),
  category: Category,
  actorName: Type.String(),
  actorKind: Type.Enum(['staff', 'person', 'system', 'anonymous']),
  subject: Type.Optional(PublicId),
  /** 办件编号, where the thing is a case that has one. */
  caseNo: Type.Optional(Type.String()),
  /** What was done or read, in words. */
  detail: Type.String(),
  /** What it was done for, as the person said. */
  reason: Type.Optional(Type.String()),
  stream: Type.Optional(Type.String()),
  /** All that the entry says; absent while the archive of its year is away. */
  body: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})
export type AuditEntry = Static<typeof AuditEntry>

/** 审计查询的条件. `to` is the last day. */
const auditFilter = {
  staff: Type.Optional(Type.String({ minLength: 2, maxLength: 60, title: '工作人员姓名，须完全一致' })),
  /** What {@link NamePerson} gave: no name or number stands in an address. */
  person: Type.Optional(Type.String({ minLength: 20, maxLength: 400 })),
  caseNo: Type.Optional(Type.String({ minLength: 4, maxLength: 60, title: '办件编号或查询编号' })),
  from: Type.Optional(Type.String({ format: 'date', title: '起始日期' })),
  to: Type.Optional(Type.String({ format: 'date', title: '截止日期' })),
  category: Type.Optional(Category),
  kind: Type.Optional(Type.String({ maxLength: 80, title: '动作' })),
}

export const AuditFilter = Type.Object(auditFilter)
export type AuditFilter = Static<typeof AuditFilter>

export const SearchEntries = contract({
  name: 'audit.searchEntries',
  method: 'GET',
  path: '/api/audit/entries',
  summary: '查询审计记录，最近的在前；按人查询会记入账本',
  query: Type.Object({
    ...auditFilter,
    cursor: Type.Optional(Type.String({ pattern: '^\\d{1,15}~\\d{1,15}$', title: '上一页给出的 next' })),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
  }),
  response: Type.Object({
    entries: Type.Array(AuditEntry),
    next: Type.Optional(Type.String()),
    /** The person that was searched for, masked. */
    personMasked: Type.Optional(Type.String()),
    /** There are more things of this person than were searched. */
    isCut: Type.Boolean(),
    /** How many entries of the record are not in the index yet. */
    behind: Type.Integer(),
  }),
  problems: [p['person-key-unknown'], p['case-unknown']],
})
export type SearchEntries = InputOf<typeof SearchEntries>

export const NamePerson = contract({
  name: 'audit.namePerson',
  method: 'POST',
  path: '/api/audit/people',
  summary: '把要查的人换成地址里可以用的密文',
  body: Type.Object({
    person: Type.String({ minLength: 2, maxLength: 60, title: '姓名、证件号码或手机号码，须完全一致' }),
  }),
  response: Type.Object({ key: Type.String() }),
})
export type NamePerson = InputOf<typeof NamePerson>

export const ListAuditKinds = contract({
  name: 'audit.listAuditKinds',
  method: 'GET',
  path: '/api/audit/kinds',
  summary: '审计记录的各种动作，按类别',
  response: Type.Object({
    kinds: Type.Array(Type.Object({ kind: Type.String(), title: Type.String(), category: Category })),
  }),
})
