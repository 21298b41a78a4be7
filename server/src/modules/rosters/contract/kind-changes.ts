import { Type, type Static } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { rostersProblems as p } from './problems.ts'
import { KindKey, RosterColumn, RosterKind } from './roster-kind.ts'

const ChangeId = Type.String({ pattern: PUBLIC_ID_PATTERN })

export const RosterKindAct = Type.Union(
  [
    Type.Literal('declare', { title: '新设' }),
    Type.Literal('change', { title: '修改' }),
    Type.Literal('retire', { title: '停用' }),
    Type.Literal('restore', { title: '恢复' }),
  ],
  { title: '事由' },
)
export type RosterKindAct = Static<typeof RosterKindAct>

/** A kind as it stands: the file's, or what was approved last of it. */
export const RosterKindView = Type.Object({
  definition: RosterKind,
  division: Type.String({ title: '在哪里适用' }),
  isShipped: Type.Boolean({ title: '随平台或者安装文件提供，本地可能改过' }),
  isRetired: Type.Boolean({ title: '已经停用' }),
  records: Type.Integer({ title: '在册记录数' }),
  isChanging: Type.Boolean({ title: '有变更等待批准' }),
  abilities: Type.Object({ change: Type.Boolean() }),
})
export type RosterKindView = Static<typeof RosterKindView>

const CHANGE = {
  changeId: ChangeId,
  act: RosterKindAct,
  definition: RosterKind,
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
  version: Type.Integer(),
}

/** 清单种类变更: proposed by one official, decided by another; what was approved last holds. */
export const RosterKindChange = Type.Object(CHANGE)
export type RosterKindChange = Static<typeof RosterKindChange>

export const ListRosterKinds = contract({
  name: 'rosters.listRosterKinds',
  method: 'GET',
  path: '/api/roster-kinds',
  summary: '列出清单种类，和对它们提出的变更（最近的在前）',
  response: Type.Object({
    kinds: Type.Array(RosterKindView),
    changes: Type.Array(RosterKindChange),
    abilities: Type.Object({ declare: Type.Boolean() }),
  }),
})

export const GetRosterKindChange = contract({
  name: 'rosters.getRosterKindChange',
  method: 'GET',
  path: '/api/roster-kind-changes/:changeId',
  summary: '一项清单种类变更，连同现在的样子和不能批准的原因',
  params: Type.Object({ changeId: ChangeId }),
  response: Type.Object({
    ...CHANGE,
    /** As the kind stands now; absent for one that is new. */
    before: Type.Optional(RosterKind),
    hindrances: Type.Array(Type.String(), { title: '在册记录和别的种类为什么不允许' }),
    abilities: Type.Object({ decide: Type.Boolean(), withdraw: Type.Boolean() }),
  }),
  problems: [p['no-such-kind-change']],
})

export const ProposeRosterKind = contract({
  name: 'rosters.proposeRosterKind',
  method: 'POST',
  path: '/api/roster-kind-changes',
  summary: '提出新设、修改、停用或者恢复一种清单',
  body: Type.Object({
    act: RosterKindAct,
    /** Of a kind that is there already. */
    kind: Type.Optional(KindKey),
    words: Type.Optional(
      Type.Object({
        ...RosterKind.properties,
        key: Type.Optional(KindKey),
        columns: Type.Array(
          Type.Object({ ...RosterColumn.properties, key: Type.Optional(RosterColumn.properties.key) }),
          { minItems: 1, maxItems: 30, title: '栏目；没有编号的是新的' },
        ),
      }),
    ),
    reason: Type.String({ minLength: 2, maxLength: 500, title: '理由' }),
  }),
  response: Type.Object({ changeId: ChangeId, kind: KindKey }),
  problems: [
    ...[p['no-such-list'], p['kind-incomplete'], p['kind-wrong'], p['kind-taken'], p['kind-not-met']],
    p['kind-change-pending'],
  ],
})

const params = Type.Object({ changeId: ChangeId })
const version = Type.Integer({ minimum: 1, title: '看到的修订号' })
const Standing = Type.Object({ changeId: ChangeId, state: CHANGE.state, version: Type.Integer() })

export const DecideRosterKind = contract({
  name: 'rosters.decideRosterKind',
  method: 'POST',
  path: '/api/roster-kind-changes/:changeId/decide',
  summary: '批准或者不批准一项清单种类变更',
  params,
  body: Type.Object({
    version,
    outcome: Type.Union([Type.Literal('approve'), Type.Literal('refuse')], { title: '结论' }),
    opinion: Type.String({ minLength: 2, maxLength: 1000, title: '意见' }),
  }),
  response: Standing,
  problems: [
    ...[p['no-such-kind-change'], p['kind-change-decided'], p['same-proposer']],
    ...[p['kind-wrong'], p['kind-taken'], p['kind-not-met']],
  ],
})

export const WithdrawRosterKind = contract({
  name: 'rosters.withdrawRosterKind',
  method: 'POST',
  path: '/api/roster-kind-changes/:changeId/withdraw',
  summary: '撤回还没有决定的清单种类变更',
  params,
  body: Type.Object({ version }),
  response: Standing,
  problems: [p['no-such-kind-change'], p['kind-change-decided'], p['not-proposer']],
})
