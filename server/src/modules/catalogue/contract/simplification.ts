import { Type, type Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { ItemId } from './item.ts'

const Day = Type.String({ format: 'date' })
const Sides = (title: string) => Type.Object({ before: Type.Integer(), after: Type.Integer() }, { title })

/** 精简账 of some items: how many there were and are; of those that stayed, what they asked on either day. */
export const Simplified = Type.Object({
  items: Sides('事项数'),
  abolished: Type.Integer({ title: '取消' }),
  added: Type.Integer({ title: '新增' }),
  steps: Sides('留存事项的环节数'),
  materials: Sides('留存事项的材料数'),
  workdays: Sides('留存事项的承诺时限合计（工作日）'),
  /** Of the items of the later day for which a law sets a limit. */
  againstStatute: Type.Object(
    { statutory: Type.Integer(), promised: Type.Integer() },
    { title: '法定与承诺时限合计（工作日）' },
  ),
})
export type Simplified = Static<typeof Simplified>

const Scope = {
  from: Type.String({ format: 'date', title: '起始日' }),
  to: Type.String({ format: 'date', title: '截止日' }),
  organizationId: Type.Optional(Type.String({ maxLength: 64, title: '实施主体' })),
}

export const GetSimplification = contract({
  name: 'catalogue.getSimplification',
  method: 'GET',
  path: '/api/item-simplification',
  summary: '精简账：两个日期之间减了多少事项、环节、材料和时限，按部门',
  query: Type.Object(Scope),
  response: Type.Object({
    from: Day,
    to: Day,
    total: Simplified,
    organizations: Type.Array(
      Type.Object({ organizationId: Type.String(), name: Type.String(), simplified: Simplified }),
    ),
  }),
})

/** What an item asked in the version of one of the days. */
export const MeasuredVersion = Type.Object({
  version: Type.Integer(),
  steps: Type.Integer(),
  materials: Type.Integer(),
  workdays: Type.Optional(Type.Integer({ title: '承诺时限折合工作日；法律没有规定时限的没有' })),
})
export type MeasuredVersion = Static<typeof MeasuredVersion>

export const SimplifiedItem = Type.Object({
  itemId: ItemId,
  name: Type.String(),
  organizationName: Type.String(),
  change: Type.Union([
    Type.Literal('abolished', { title: '取消' }),
    Type.Literal('added', { title: '新增' }),
    Type.Literal('changed', { title: '变更' }),
  ]),
  before: Type.Optional(MeasuredVersion),
  after: Type.Optional(MeasuredVersion),
  /** Why it was abolished, or why the versions between the two days were published. */
  reasons: Type.Array(
    Type.Object({
      version: Type.Optional(Type.Integer()),
      on: Day,
      reason: Type.Optional(Type.String()),
      documentNo: Type.Optional(Type.String()),
    }),
  ),
})
export type SimplifiedItem = Static<typeof SimplifiedItem>

export const ListSimplifiedItems = contract({
  name: 'catalogue.listSimplifiedItems',
  method: 'GET',
  path: '/api/item-simplification/items',
  summary: '精简账的明细：取消、新增和变更的事项，各有版本和理由',
  query: Type.Object({
    ...Scope,
    change: Type.Optional(Type.Union([Type.Literal('abolished'), Type.Literal('added'), Type.Literal('changed')])),
    page: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000, default: 1 })),
    pageSize: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  }),
  response: Type.Object({
    items: Type.Array(SimplifiedItem),
    total: Type.Integer({ title: '共有' }),
    page: Type.Integer(),
    pageSize: Type.Integer(),
  }),
})
