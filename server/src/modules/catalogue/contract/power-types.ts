import { Type, type Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { PowerType } from './item-words.ts'
import { catalogueProblems } from './problems.ts'

const Division = Type.String({ pattern: '^\\d{6}(\\d{3}(\\d{3})?)?$', title: '行政区划' })

/** Codes that GB/T 39046 A.1 leaves to whoever needs another type: 11–19 for powers, 21–29 for services. */
const ExtensionCode = Type.String({ pattern: '^(1|2)[1-9]$', title: '类型代码' })
const Title = Type.String({ minLength: 2, maxLength: 30, title: '名称' })
const Abbreviation = Type.String({ pattern: '^[A-Z]{2,4}$', title: '简称' })
const IsPower = Type.Boolean({ title: '列入权力清单和责任清单' })

/** 权力类型 as it is chosen, filtered by and counted: the standard's, and those that a place declared for itself. */
export const PowerTypeView = Type.Object({
  key: PowerType,
  code: Type.String({ title: '类型代码' }),
  title: Type.String({ title: '名称' }),
  abbreviation: Type.String({ title: '简称' }),
  isPower: IsPower,
  isStandard: Type.Boolean({ title: '国家标准规定' }),
  isRetired: Type.Boolean({ title: '已经停用' }),
  division: Type.String({ title: '在哪里适用' }),
  items: Type.Integer({ title: '在用事项数' }),
})
export type PowerTypeView = Static<typeof PowerTypeView>

export const ListPowerTypes = contract({
  name: 'catalogue.listPowerTypes',
  method: 'GET',
  path: '/api/power-types',
  summary: '列出权力类型：国家标准规定的，和各地自定的，连同在用事项数',
  query: Type.Object({ division: Type.Optional(Division) }),
  response: Type.Object({ types: Type.Array(PowerTypeView) }),
})

export const PowerTypeChangeKind = Type.Union(
  [
    Type.Literal('declare', { title: '新增' }),
    Type.Literal('change', { title: '修改' }),
    Type.Literal('retire', { title: '停用' }),
    Type.Literal('restore', { title: '恢复' }),
  ],
  { title: '事由' },
)
export type PowerTypeChangeKind = Static<typeof PowerTypeChangeKind>

const ChangeId = Type.String({ pattern: PUBLIC_ID_PATTERN })

/** 权力类型变更: proposed by one official, decided by another; what was decided last holds. */
export const PowerTypeChange = Type.Object({
  changeId: ChangeId,
  kind: PowerTypeChangeKind,
  key: PowerType,
  code: Type.String(),
  title: Type.String(),
  abbreviation: Type.String(),
  isPower: IsPower,
  division: Type.String(),
  reason: Type.String({ title: '理由' }),
  state: Type.Union([
    Type.Literal('proposed', { title: '待批准' }),
    Type.Literal('approved', { title: '已批准' }),
    Type.Literal('refused', { title: '不批准' }),
    Type.Literal('withdrawn', { title: '已撤回' }),
  ]),
  proposedByName: Type.String(),
  proposedAt: Type.String({ format: 'date-time' }),
  decidedByName: Type.Optional(Type.String()),
  opinion: Type.Optional(Type.String()),
  mayDecide: Type.Boolean(),
  mayWithdraw: Type.Boolean(),
  version: Type.Integer(),
})
export type PowerTypeChange = Static<typeof PowerTypeChange>

export const ListPowerTypeChanges = contract({
  name: 'catalogue.listPowerTypeChanges',
  method: 'GET',
  path: '/api/power-type-changes',
  summary: '列出权力类型的变更，最近的在前',
  response: Type.Object({ changes: Type.Array(PowerTypeChange) }),
})

export const GetPowerTypeChange = contract({
  name: 'catalogue.getPowerTypeChange',
  method: 'GET',
  path: '/api/power-type-changes/:changeId',
  summary: '一项权力类型变更，连同现在的样子',
  params: Type.Object({ changeId: ChangeId }),
  response: Type.Object({ change: PowerTypeChange, before: Type.Optional(PowerTypeView) }),
  problems: [catalogueProblems['no-such-type-change']],
})

export const ProposePowerType = contract({
  name: 'catalogue.proposePowerType',
  method: 'POST',
  path: '/api/power-type-changes',
  summary: '提出新增、修改、停用或者恢复一个自定的权力类型',
  body: Type.Object({
    kind: PowerTypeChangeKind,
    /** Of a type that is there already. */
    key: Type.Optional(PowerType),
    code: Type.Optional(ExtensionCode),
    title: Type.Optional(Title),
    abbreviation: Type.Optional(Abbreviation),
    isPower: Type.Optional(IsPower),
    reason: Type.String({ minLength: 2, maxLength: 500, title: '理由' }),
  }),
  response: Type.Object({ changeId: ChangeId, key: PowerType }),
  problems: [
    catalogueProblems['no-such-type'],
    catalogueProblems['type-incomplete'],
    catalogueProblems['type-taken'],
    catalogueProblems['type-of-standard'],
    catalogueProblems['type-in-use'],
    catalogueProblems['type-change-pending'],
  ],
})

export const DecidePowerType = contract({
  name: 'catalogue.decidePowerType',
  method: 'POST',
  path: '/api/power-type-changes/:changeId/decide',
  summary: '批准或者不批准一项权力类型变更',
  params: Type.Object({ changeId: ChangeId }),
  body: Type.Object({
    version: Type.Integer({ minimum: 1 }),
    outcome: Type.Union([Type.Literal('approve'), Type.Literal('refuse')]),
    opinion: Type.String({ minLength: 2, maxLength: 1000, title: '意见' }),
  }),
  response: Type.Object({ changeId: ChangeId, key: PowerType }),
  problems: [
    catalogueProblems['no-such-type-change'],
    catalogueProblems['type-change-decided'],
    catalogueProblems['same-proposer'],
    catalogueProblems['type-taken'],
    catalogueProblems['type-in-use'],
  ],
})

export const WithdrawPowerType = contract({
  name: 'catalogue.withdrawPowerType',
  method: 'POST',
  path: '/api/power-type-changes/:changeId/withdraw',
  summary: '撤回还没有决定的权力类型变更',
  params: Type.Object({ changeId: ChangeId }),
  body: Type.Object({ version: Type.Integer({ minimum: 1 }) }),
  response: Type.Object({ changeId: ChangeId, key: PowerType }),
  problems: [
    catalogueProblems['no-such-type-change'],
    catalogueProblems['type-change-decided'],
    catalogueProblems['not-proposer'],
  ],
})
