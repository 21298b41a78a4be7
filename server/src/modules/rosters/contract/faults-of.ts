import { ListKind } from '../../catalogue/contract/index.ts'
import type { RosterKind } from './roster-kind.ts'

/** Of what a part can be shown without the whole. */
const MASKED = ['person-name', 'citizen-id', 'phone']

/** Lists that are made from items: no kept list may have their name. */
const MADE: readonly string[] = ListKind.anyOf.map((one) => one.const)

/** What a file of kinds says that cannot be meant; empty when it holds together. */
export function faultsOf(kinds: readonly RosterKind[]): string[] {
  return [
    ...repeated(kinds.map(({ key }) => key)).map((key) => `“${key}”出现了两次`),
    ...kinds.filter(({ key }) => MADE.includes(key)).map(({ key }) => `“${key}”是由事项生成的清单`),
    ...kinds.flatMap((kind) => faultsOfColumns(kind).map((fault) => `${kind.title}：${fault}`)),
  ]
}

function faultsOfColumns({ columns }: RosterKind): string[] {
  const of = (type: string) => columns.filter((column) => column.type === type)
  return [
    ...repeated(columns.map(({ key }) => key)).map((key) => `栏目“${key}”出现了两次`),
    ...repeated(columns.map(({ title }) => title)).map((title) => `栏目“${title}”出现了两次`),
    ...(columns[0]?.isRequired ? [] : ['第一栏是记录的名称，必须必填']),
    ...of('citizen-id')
      .filter(({ isPersonal }) => !isPersonal)
      .map(({ title }) => `“${title}”是公民身份号码，必须是个人信息`),
    ...(of('citizen-id').length > 1 ? ['公民身份号码只能有一栏'] : []),
    ...(of('division').length > 1 ? ['行政区划只能有一栏'] : []),
    ...of('division').flatMap(({ title, isPersonal }) =>
      isPersonal ? [`“${title}”用于按地点筛选，不能是个人信息`] : [],
    ),
    ...columns.flatMap(({ title, inPublic, isPersonal }) =>
      inPublic !== undefined && !isPersonal ? [`“${title}”不是个人信息，照原样公开`] : [],
    ),
    ...columns.flatMap(({ title, inPublic, type }) =>
      inPublic === 'masked' && !MASKED.includes(type) ? [`“${title}”没有遮盖的办法，只能不公开`] : [],
    ),
    ...of('choice').flatMap(({ title, choices }) => (choices?.length ? [] : [`“${title}”没有可选的内容`])),
  ]
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, place) => names.indexOf(name) !== place))]
}
