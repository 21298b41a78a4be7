import { Type } from 'typebox'
import { contract } from '../../../kernel/index.ts'

const Instant = Type.String({ format: 'date-time' })

/** 见证方: somebody else's machine that cosigns checkpoints, and how it stands to the newest one. */
export const WitnessView = Type.Object({
  name: Type.String(),
  standing: Type.Enum(['cosigned', 'behind', 'never-asked', 'contradicts', 'refused', 'unreachable']),
  /** The last checkpoint that it cosigned. */
  cosigned: Type.Optional(Type.Object({ size: Type.Integer({ title: '账本条数' }), at: Instant })),
  answeredAt: Type.Optional(Instant),
})

/** 归档的年度: its entries left the database and are read in a folder of the data directory. */
export const ArchivedYearView = Type.Object({
  year: Type.Integer(),
  entries: Type.Integer(),
  folder: Type.String(),
  isInPlace: Type.Boolean({ title: '归档在不在原处' }),
})

export const GetLedgerStanding = contract({
  name: 'supervision.getLedgerStanding',
  method: 'GET',
  path: '/api/supervision/ledger',
  summary: '各见证方对最新检查点的联署情况，以及已归档的年度',
  response: Type.Object({
    /** Of the newest checkpoint; nothing signed yet is 0. */
    size: Type.Integer(),
    witnesses: Type.Array(WitnessView),
    archives: Type.Array(ArchivedYearView),
  }),
})
