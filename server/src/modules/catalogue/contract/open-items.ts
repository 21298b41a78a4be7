import { Type, type Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { catalogueProblems } from './problems.ts'

const OpenFile = Type.Object({
  address: Type.String({ title: '下载地址，相对于本平台' }),
  name: Type.String(),
  mediaType: Type.String(),
  bytes: Type.Integer(),
  sha256: Type.String(),
})

// The open interface is its own: it changes only by adding, whatever becomes of the inside.

const OpenLimit = Type.Object({
  value: Type.Integer(),
  unit: Type.String({ title: 'workday、day、instant 或 none' }),
})

/** A window on the plan of a hall: cells are counted from the upper left corner, 1 the first. */
const OpenHallWindow = Type.Object({
  id: Type.String(),
  name: Type.String(),
  address: Type.String(),
  phone: Type.Optional(Type.String()),
  number: Type.String({ title: '窗口号' }),
  floor: Type.String(),
  zone: Type.Optional(Type.String()),
  where: Type.String({ title: '在平面图的什么位置' }),
  plan: Type.Object({ columns: Type.Integer(), rows: Type.Integer() }),
  position: Type.Object({
    column: Type.Integer(),
    row: Type.Integer(),
    width: Type.Integer(),
    height: Type.Integer(),
  }),
  hours: Type.Array(Type.Object({ on: Type.String(), hours: Type.String() }), { title: '平时的开放时间' }),
  hoursNote: Type.Optional(Type.String()),
  days: Type.Array(
    Type.Object({
      date: Type.String({ format: 'date' }),
      open: Type.Array(Type.Object({ from: Type.String(), to: Type.String() })),
    }),
    { title: '今天和以后六天的开放时间' },
  ),
})

export const OpenItem = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  code: Type.String(),
  catalogCode: Type.Optional(Type.String()),
  layer: Type.String({ title: 'base、implementation 或 handling' }),
  /** Of an implementation the base item that it adopts, of a handling item its implementation. */
  parent: Type.Optional(Type.Object({ id: Type.String(), version: Type.Optional(Type.Integer()) })),
  name: Type.String(),
  powerType: Type.String(),
  state: Type.String(),
  /** While the item is suspended or abolished, or about to be: from when, and why. */
  stateNotice: Type.Optional(
    Type.Object({
      state: Type.String(),
      effectiveOn: Type.String({ format: 'date' }),
      basis: Type.String(),
      documentNo: Type.Optional(Type.String()),
      runningCases: Type.Optional(Type.String()),
      runningRule: Type.Optional(Type.String()),
    }),
  ),
  division: Type.String(),
  organizationName: Type.String(),
  organizationCode: Type.Optional(Type.String()),
  serviceObjects: Type.Array(Type.String()),
  themes: Type.Array(Type.String()),
  instant: Type.Boolean(),
  statutoryLimit: OpenLimit,
  promisedLimit: OpenLimit,
  effectiveOn: Type.String({ format: 'date' }),
  demo: Type.Boolean(),
})
export type OpenItem = Static<typeof OpenItem>

export const OpenItemDetail = Type.Interface([OpenItem], {
  legalBases: Type.Array(
    Type.Object({
      law: Type.String(),
      documentNo: Type.Optional(Type.String()),
      article: Type.Optional(Type.String()),
    }),
  ),
  conditions: Type.Array(Type.String()),
  materials: Type.Array(
    Type.Object({
      name: Type.String(),
      necessity: Type.String(),
      form: Type.String(),
      source: Type.String(),
      originals: Type.Integer(),
      copies: Type.Integer(),
      notes: Type.Optional(Type.String()),
      emptyForm: Type.Optional(OpenFile),
      sampleForm: Type.Optional(OpenFile),
    }),
  ),
  specialProcedures: Type.Array(
    Type.Object({
      name: Type.String(),
      legalBasis: Type.Optional(Type.String()),
      stopsClock: Type.Boolean(),
      limitWorkdays: Type.Optional(Type.Integer()),
    }),
  ),
  fees: Type.Array(Type.Object({ name: Type.String(), standard: Type.String(), basis: Type.Optional(Type.String()) })),
  windows: Type.Array(
    Type.Object({
      name: Type.String(),
      address: Type.Optional(Type.String()),
      hours: Type.Optional(Type.String()),
      phone: Type.Optional(Type.String()),
      /** Where the window stands, if its hall has a plan, and when the hall is open. */
      hall: Type.Optional(OpenHallWindow),
    }),
  ),
  result: Type.Object({ kind: Type.String(), name: Type.String() }),
  visits: Type.Integer(),
  online: Type.Boolean(),
})
export type OpenItemDetail = Static<typeof OpenItemDetail>

/** Pages follow each other by `next`: rows that come or go between two calls are neither missed nor told twice. */
export const ListOpenItems = contract({
  name: 'catalogue.listOpenItems',
  method: 'GET',
  path: '/open/v1/items',
  summary: '开放接口：分页列出在用事项',
  query: Type.Object({
    division: Type.Optional(Type.String({ pattern: '^\\d{6}(\\d{3}(\\d{3})?)?$', title: '行政区划（含下级）' })),
    after: Type.Optional(Type.String({ pattern: PUBLIC_ID_PATTERN, title: '从这个事项之后开始' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  }),
  response: Type.Object({
    items: Type.Array(OpenItem),
    next: Type.Optional(Type.String({ title: '下一页的 after；没有时表示到头' })),
  }),
})

export const GetOpenItem = contract({
  name: 'catalogue.getOpenItem',
  method: 'GET',
  path: '/open/v1/items/:itemId',
  summary: '开放接口：读取一个事项',
  params: Type.Object({ itemId: Type.String({ pattern: PUBLIC_ID_PATTERN }) }),
  query: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1 })) }),
  response: OpenItemDetail,
  problems: [catalogueProblems['no-such-item'], catalogueProblems['no-such-version']],
})
