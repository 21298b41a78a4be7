import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { limitsProblems, OfficeHours, Opening } from '../../limits/contract/index.ts'
import { DivisionCode } from './division.ts'
import { PublicId } from './organization.ts'
import { organizationsProblems } from './problems.ts'

const closed = { additionalProperties: false } as const
const Line = (title: string, maxLength = 100) => Type.String({ minLength: 1, maxLength, title, pattern: '\\S' })

/** Wider, and its numbers cannot be read on a phone. */
export const MOST_COLUMNS = 16
export const MOST_ROWS = 20
const across = (title: string, minimum = 1) => Type.Integer({ minimum, maximum: MOST_COLUMNS, title })
const down = (title: string, minimum = 1) => Type.Integer({ minimum, maximum: MOST_ROWS, title })

export const HallBlockKind = Type.Union(
  [
    Type.Literal('window', { title: '窗口' }),
    Type.Literal('entrance', { title: '入口' }),
    Type.Literal('enquiry', { title: '咨询台' }),
    Type.Literal('self-service', { title: '自助区' }),
    Type.Literal('waiting', { title: '等候区' }),
    Type.Literal('lift', { title: '电梯' }),
    Type.Literal('stairs', { title: '楼梯' }),
    Type.Literal('toilet', { title: '厕所' }),
    Type.Literal('room', { title: '其他' }),
  ],
  { title: '是什么' },
)
export type HallBlockKind = Static<typeof HallBlockKind>

/** What stands on a floor: a rectangle of cells, counted from the upper left corner. */
export const HallBlock = Type.Object(
  {
    kind: HallBlockKind,
    /** Of a window alone, and of every window: as it hangs over it. */
    number: Type.Optional(Line('窗口号', 10)),
    name: Type.Optional(Line('名称', 60)),
    zone: Type.Optional(Line('分区', 60)),
    column: across('第几列'),
    row: down('第几行'),
    width: across('占几列'),
    height: down('占几行'),
  },
  closed,
)
export type HallBlock = Static<typeof HallBlock>

export const HallFloor = Type.Object(
  {
    name: Line('楼层', 20),
    columns: across('共几列', 4),
    rows: down('共几行', 3),
    blocks: Type.Array(HallBlock, { maxItems: 120, title: '窗口和设施' }),
  },
  closed,
)
export type HallFloor = Static<typeof HallFloor>

/** What is kept of a hall, written as a whole. */
export const HallContent = Type.Object(
  {
    name: Line('大厅名称', 60),
    address: Line('地址', 200),
    phone: Type.Optional(Line('电话', 60)),
    traffic: Type.Optional(Line('怎么去', 500)),
    floors: Type.Array(HallFloor, { maxItems: 8, title: '楼层' }),
    /** Absent: the office hours of its organization. */
    hours: Type.Optional(OfficeHours),
    hoursNote: Type.Optional(Line('开放时间的说明', 200)),
    inUse: Type.Boolean({ title: '是否在用' }),
  },
  closed,
)
export type HallContent = Static<typeof HallContent>

/** A window with its place in words, for those who do not see the plan. */
export const HallWindow = Type.Object({
  number: Type.String(),
  name: Type.Optional(Type.String()),
  zone: Type.Optional(Type.String()),
  floor: Type.String({ title: '楼层' }),
  where: Type.String({ title: '在平面图的什么位置' }),
})
export type HallWindow = Static<typeof HallWindow>

/** 政务服务大厅: where it is, when it is open, and a plan of each floor. */
export const HallView = Type.Interface([HallContent], {
  id: PublicId,
  organizationId: PublicId,
  organizationName: Type.String(),
  division: DivisionCode,
  isDemo: Type.Boolean(),
  version: Type.Integer(),
  windows: Type.Array(HallWindow),
  /** Of each floor, in words. */
  floorWords: Type.Array(Type.String()),
  opening: Opening,
})
export type HallView = Static<typeof HallView>

export const HallSummary = Type.Object({
  id: PublicId,
  name: Type.String(),
  organizationName: Type.String(),
  division: DivisionCode,
  address: Type.String(),
  windows: Type.Integer({ title: '窗口数' }),
  floors: Type.Integer({ title: '楼层数' }),
  inUse: Type.Boolean(),
  isDemo: Type.Boolean(),
  today: Type.String({ title: '今天的开放时间' }),
  now: Type.String({ title: '现在是否开放' }),
})
export type HallSummary = Static<typeof HallSummary>

export const ListHalls = contract({
  name: 'organizations.listHalls',
  method: 'GET',
  path: '/api/halls',
  summary: '列出一个区划（含下级）在用的政务服务大厅，连同今天的开放时间',
  query: Type.Object({ division: DivisionCode }),
  response: Type.Object({ halls: Type.Array(HallSummary) }),
})

export const GetHall = contract({
  name: 'organizations.getHall',
  method: 'GET',
  path: '/api/halls/:hallId',
  summary: '读取一个政务服务大厅：各层平面图、窗口和开放时间',
  params: Type.Object({ hallId: PublicId }),
  response: HallView,
  problems: [organizationsProblems['hall-unknown']],
})

export const ListKeptHalls = contract({
  name: 'organizations.listKeptHalls',
  method: 'GET',
  path: '/api/kept-halls',
  summary: '列出管辖范围内的全部政务服务大厅，以及可以设大厅的单位',
  response: Type.Object({
    halls: Type.Array(HallSummary),
    organizations: Type.Array(
      Type.Object({
        id: PublicId,
        name: Type.String(),
        address: Type.Optional(Type.String()),
        phone: Type.Optional(Type.String()),
      }),
    ),
  }),
})

const refusals = [
  organizationsProblems['hall-plan'],
  organizationsProblems['hall-name-taken'],
  limitsProblems['bad-office-hours'],
]

export const OpenHall = contract({
  name: 'organizations.openHall',
  method: 'POST',
  path: '/api/halls',
  summary: '登记一个政务服务大厅',
  body: Type.Object({ organizationId: PublicId, content: HallContent }),
  response: HallView,
  problems: [organizationsProblems['organization-unknown'], ...refusals],
})

export const ChangeHall = contract({
  name: 'organizations.changeHall',
  method: 'POST',
  path: '/api/halls/:hallId',
  summary: '修改一个政务服务大厅的资料、平面图或开放时间',
  params: Type.Object({ hallId: PublicId }),
  body: Type.Object({ version: Type.Integer({ minimum: 1 }), content: HallContent }),
  response: HallView,
  problems: [organizationsProblems['hall-unknown'], ...refusals],
})
