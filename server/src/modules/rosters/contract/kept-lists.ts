import { Type, type Static } from 'typebox'
import { binary, contract } from '../../../kernel/contract.ts'
import {
  ListDifferences,
  catalogueProblems,
  listAnswer,
  listDays,
  listFormat,
  listOfDay,
  listPage,
} from '../../catalogue/contract/index.ts'
import { rostersProblems as p } from './problems.ts'
import { KindKey } from './roster-kind.ts'

const kind = KindKey
const params = Type.Object({ kind })
const Place = Type.String({ pattern: '^\\d{6}(\\d{3}(\\d{3})?)?$', title: '地点（含下级）' })

/** 填报清单: kept as records with review, because it does not follow from items. */
export const KeptList = Type.Object({
  kind,
  title: Type.String(),
  about: Type.String(),
  publisher: Type.String({ title: '发布机构' }),
  basis: Type.String({ title: '公开的依据' }),
})
export type KeptList = Static<typeof KeptList>

export const ListKeptLists = contract({
  name: 'rosters.listKeptLists',
  method: 'GET',
  path: '/api/kept-lists',
  summary: '公开的填报清单有哪些种类',
  query: Type.Object({
    division: Type.Optional(Type.String({ pattern: '^\\d{6}(\\d{3}(\\d{3})?)?$', title: '在哪里' })),
  }),
  response: Type.Object({ lists: Type.Array(KeptList) }),
})

export const GetKeptList = contract({
  name: 'rosters.getKeptList',
  method: 'GET',
  path: '/api/kept-lists/:kind',
  summary: '填报清单：某一天公布的记录，个人信息遮盖或者不显示',
  params,
  query: Type.Object({ ...listOfDay, place: Type.Optional(Place), page: listPage }),
  response: Type.Object({
    ...KeptList.properties,
    ...listAnswer,
    places: Type.Array(Type.Object({ division: Type.String(), name: Type.String(), items: Type.Integer() }), {
      title: '各乡镇（街道）的记录数',
    }),
  }),
  problems: [p['no-such-list']],
})

export const CompareKeptLists = contract({
  name: 'rosters.compareKeptLists',
  method: 'GET',
  path: '/api/kept-lists/:kind/differences',
  summary: '填报清单在任意两天之间的变动',
  params,
  query: Type.Object(listDays),
  response: ListDifferences,
  problems: [p['no-such-list']],
})

export const DownloadKeptList = contract({
  name: 'rosters.downloadKeptList',
  method: 'GET',
  path: '/api/kept-lists/:kind/file',
  summary: '下载填报清单：XLSX、JSON 或 PDF，与网页上的内容相同',
  params,
  query: Type.Object({ ...listOfDay, place: Type.Optional(Place), format: listFormat }),
  response: binary,
  problems: [p['no-such-list'], catalogueProblems['list-too-long']],
})
