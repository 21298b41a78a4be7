import { Type, type Static } from 'typebox'
import { binary, contract } from '../../../kernel/contract.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { Coverage, CoverageFigures, CoverageLack } from './coverage.ts'
import { ItemId } from './item.ts'
import { catalogueProblems } from './problems.ts'

const BulletinId = Type.String({ pattern: PUBLIC_ID_PATTERN, title: '通报标识' })
const params = Type.Object({ bulletinId: BulletinId })

/** An item and all that it is without. */
export const CoverageGap = Type.Object({
  itemId: ItemId,
  name: Type.String(),
  organizationName: Type.String(),
  typeTitle: Type.String(),
  lacks: Type.Array(CoverageLack),
  absent: Type.Array(Type.String(), { title: '缺的要素，按内容的字段名' }),
})
export type CoverageGap = Static<typeof CoverageGap>

const head = {
  bulletinId: BulletinId,
  title: Type.String(),
  day: Type.String({ format: 'date', title: '按哪一天计算' }),
  divisionName: Type.String(),
  issuedAt: Type.String({ format: 'date-time' }),
  issuedByName: Type.String(),
}

/** 覆盖指标通报: figures and missing items of a day, as a supervisor issued them. Source: the plans of the counties served (定期通报). */
export const CoverageBulletin = Type.Object({
  ...head,
  words: Type.String({ title: '说明' }),
  figures: CoverageFigures,
  gaps: Type.Array(CoverageGap, { title: '缺项，一页' }),
  gapCount: Type.Integer({ title: '缺项的事项数' }),
  digest: Type.String({ title: '发布时的内容摘要（SHA-256），也在记录里' }),
  page: Type.Integer(),
  pageSize: Type.Integer(),
})
export type CoverageBulletin = Static<typeof CoverageBulletin>

export const IssueCoverageBulletin = contract({
  name: 'catalogue.issueCoverageBulletin',
  method: 'POST',
  path: '/api/item-coverage/bulletins',
  summary: '把今天的覆盖指标和缺项作为通报发布，发布以后不再变动',
  body: Type.Object({
    title: Type.String({ minLength: 2, maxLength: 100, title: '标题' }),
    words: Type.String({ minLength: 2, maxLength: 5000, title: '说明' }),
  }),
  response: Type.Object({ bulletinId: BulletinId }),
})

export const ListCoverageBulletins = contract({
  name: 'catalogue.listCoverageBulletins',
  method: 'GET',
  path: '/api/item-coverage/bulletins',
  summary: '列出本地的覆盖指标通报，新的在前',
  query: Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 1 })) }),
  response: Type.Object({
    bulletins: Type.Array(Type.Object({ ...head, total: Coverage })),
    total: Type.Integer(),
    page: Type.Integer(),
    pageSize: Type.Integer(),
  }),
})

export const GetCoverageBulletin = contract({
  name: 'catalogue.getCoverageBulletin',
  method: 'GET',
  path: '/api/item-coverage/bulletins/:bulletinId',
  summary: '读取一份覆盖指标通报，和发布时一样',
  params,
  query: Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000, default: 1 })) }),
  response: CoverageBulletin,
  problems: [catalogueProblems['no-such-bulletin']],
})

export const DownloadCoverageBulletin = contract({
  name: 'catalogue.downloadCoverageBulletin',
  method: 'GET',
  path: '/api/item-coverage/bulletins/:bulletinId/file',
  summary: '下载一份覆盖指标通报（XLSX）',
  params,
  response: binary,
  problems: [catalogueProblems['no-such-bulletin']],
})
