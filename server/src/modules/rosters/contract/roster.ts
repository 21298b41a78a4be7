import { Type, type Static } from 'typebox'
import { binary, contract } from '../../../kernel/contract.ts'
import { READING_PURPOSES } from '../../../kernel/reading-purpose.ts'
import type { ReadingPurpose } from '../../../kernel/reading-purpose.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { exportsProblems } from '../../exports/contract/index.ts'
import { BatchSummary } from './batch.ts'
import { rostersProblems as p } from './problems.ts'
import { KindKey, RosterKind } from './roster-kind.ts'

const PublicId = Type.String({ pattern: PUBLIC_ID_PATTERN })
const Day = Type.String({ format: 'date' })
const Cells = Type.Record(Type.String(), Type.String(), { title: '各栏的内容；个人信息遮盖' })

/** 清单记录 in its newest version, as the desk shows it: people masked. */
export const RosterRecord = Type.Object({
  recordId: PublicId,
  version: Type.Integer(),
  organizationName: Type.String(),
  effectiveOn: Day,
  cells: Cells,
  /** It begins on a day ahead. */
  isAnnounced: Type.Boolean(),
  /** What a batch that is not yet published makes of it. */
  pending: Type.Optional(Type.Union([Type.Literal('change'), Type.Literal('remove')])),
  abilities: Type.Object({ change: Type.Boolean(), reveal: Type.Boolean() }),
})
export type RosterRecord = Static<typeof RosterRecord>

export const ListRosters = contract({
  name: 'rosters.listRosters',
  method: 'GET',
  path: '/api/rosters',
  summary: '填报清单的种类、记录数和没有公布的变更',
  response: Type.Object({
    rosters: Type.Array(
      Type.Object({
        kind: KindKey,
        title: Type.String(),
        about: Type.String(),
        publisher: Type.String(),
        isInternal: Type.Boolean({ title: '内部清单' }),
        records: Type.Integer({ title: '管辖范围内的记录数' }),
        batches: Type.Array(BatchSummary),
      }),
    ),
  }),
})

export const GetRoster = contract({
  name: 'rosters.getRoster',
  method: 'GET',
  path: '/api/rosters/:kind',
  summary: '一种填报清单的记录',
  params: Type.Object({ kind: KindKey }),
  query: Type.Object({
    q: Type.Optional(Type.String({ minLength: 1, maxLength: 100, title: '文字，或者完整的姓名、身份证号' })),
    page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 1 })),
  }),
  response: Type.Object({
    kind: RosterKind,
    records: Type.Array(RosterRecord),
    total: Type.Integer(),
    page: Type.Integer(),
    pageSize: Type.Integer(),
    batches: Type.Array(BatchSummary),
    abilities: Type.Object({ add: Type.Boolean({ title: '可以填报' }) }),
  }),
  problems: [p['no-such-list']],
})

export const RecordVersion = Type.Object({
  version: Type.Integer(),
  act: Type.Union([Type.Literal('add'), Type.Literal('change'), Type.Literal('remove')]),
  effectiveOn: Day,
  reason: Type.Optional(Type.String()),
  publishedAt: Type.String({ format: 'date-time' }),
})

/** For the form: what the batch says of it, or else the newest version; and all that was published of it. */
export const GetRosterRecord = contract({
  name: 'rosters.getRosterRecord',
  method: 'GET',
  path: '/api/rosters/:kind/records/:recordId',
  summary: '一条清单记录及其历史，个人信息遮盖',
  params: Type.Object({ kind: KindKey, recordId: PublicId }),
  response: Type.Object({
    recordId: PublicId,
    cells: Cells,
    edits: Type.Integer({ title: '看到的草稿修订号；没有草稿是 0' }),
    act: Type.Optional(Type.Union([Type.Literal('add'), Type.Literal('change'), Type.Literal('remove')])),
    reason: Type.Optional(Type.String()),
    versions: Type.Array(RecordVersion),
  }),
  problems: [p['no-such-list'], p['no-such-record']],
})

/** 查看完整信息: a purpose, a reason, counted by the day and recorded. */
export const RevealRosterRecord = contract({
  name: 'rosters.revealRosterRecord',
  method: 'POST',
  path: '/api/rosters/:kind/records/:recordId/reveal',
  summary: '查看清单记录里的完整个人信息',
  params: Type.Object({ kind: KindKey, recordId: PublicId }),
  body: Type.Object({
    purpose: Type.Enum(Object.keys(READING_PURPOSES) as ReadingPurpose[], { title: '处理目的' }),
    reason: Type.String({ minLength: 2, maxLength: 200, title: '事由' }),
  }),
  response: Type.Object({ cells: Type.Record(Type.String(), Type.String()) }),
  problems: [p['no-such-list'], p['no-such-record'], exportsProblems['reveals-used-up']],
})

/** As the import takes it back: people masked, and what is left masked stays as it is. */
export const ExportRoster = contract({
  name: 'rosters.exportRoster',
  method: 'GET',
  path: '/api/rosters/:kind/workbook',
  summary: '下载清单表格（XLSX）：填好或者改好再导入',
  params: Type.Object({ kind: KindKey }),
  response: binary,
  problems: [p['no-such-list'], p['too-many-rows']],
})
