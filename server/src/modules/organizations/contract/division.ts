import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { organizationsProblems } from './problems.ts'

/** What a code is worth: GB/T 2260, a heading without government, a statistical functional zone, or a statistics-bureau code. */
export const DivisionKind = Type.Union([
  Type.Literal('gb2260'),
  Type.Literal('heading'),
  Type.Literal('statistical-zone'),
  Type.Literal('statistics'),
])
export type DivisionKind = Static<typeof DivisionKind>

export const DivisionCode = Type.String({ pattern: '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$', title: '区划代码' })

/** 行政区划: one place of the five levels. */
export const DivisionView = Type.Object({
  code: DivisionCode,
  name: Type.String(),
  level: Type.Integer({ minimum: 1, maximum: 5 }),
  parent: Type.Optional(DivisionCode),
  kind: DivisionKind,
})
export type DivisionView = Static<typeof DivisionView>

export const GetDivision = contract({
  name: 'organizations.getDivision',
  method: 'GET',
  path: '/api/divisions/:code',
  summary: '查询一个行政区划及其上级',
  params: Type.Object({ code: DivisionCode }),
  response: Type.Object({ division: DivisionView, path: Type.Array(DivisionView) }),
  problems: [organizationsProblems['division-unknown']],
})

export const ListDivisionChildren = contract({
  name: 'organizations.listDivisionChildren',
  method: 'GET',
  path: '/api/divisions/:code/children',
  summary: '列出下一级行政区划（000000 列出各省）',
  params: Type.Object({ code: DivisionCode }),
  response: Type.Object({ divisions: Type.Array(DivisionView) }),
  problems: [organizationsProblems['division-unknown']],
})
