import { Type } from 'typebox'
import type { Static } from 'typebox'
import { contract } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { auditProblems as p } from './problems.ts'

/**
 * 预警规则. No law and no standard sets a figure: these are ours, chosen so that a busy counter does not trip them, and each county
 * sets its own. `most` may be reached; one more raises an alert.
 */
export const WATCH_RULES = {
  'mass-look-ups': {
    title: '短时间大量查阅',
    help: '同一人在这段时间内查阅了超过这么多个办件的个人信息。',
    most: 60,
    windowMinutes: 60,
  },
  'look-ups-without-case': {
    title: '查阅与经办无关的办件',
    help: '同一人在这段时间内查阅了超过这么多个自己从未经办的办件；查阅满两小时仍未经办的才计入。',
    most: 10,
    windowMinutes: 1_440,
  },
  'off-hours-look-ups': {
    title: '非办公时间查阅',
    help: '同一人在这段时间内，于办公时间一个半小时以外查阅个人信息超过这么多次。',
    most: 3,
    windowMinutes: 720,
  },
  'reveals-beyond-limit': {
    title: '超过每日查看上限',
    help: '同一人在用完一天的次数以后，这段时间内又想查看完整信息超过这么多次。上限由本地的导出规则设定。',
    most: 0,
    windowMinutes: 1_440,
  },
  'failed-sign-ins': {
    title: '集中登录失败',
    help: '这段时间内登录失败超过这么多次，不论哪个账号。',
    most: 20,
    windowMinutes: 10,
  },
  'two-places': {
    title: '同一账号在多处登录',
    help: '工作人员登录时，在其他网络还有超过这么多处没有退出。',
    most: 0,
    windowMinutes: 720,
  },
} as const

export type WatchRuleName = keyof typeof WATCH_RULES
export const RuleName = Type.Enum(Object.keys(WATCH_RULES) as WatchRuleName[], { title: '预警规则' })

export const WatchRule = Type.Object({
  rule: RuleName,
  title: Type.String(),
  help: Type.String(),
  isOn: Type.Boolean(),
  most: Type.Integer(),
  windowMinutes: Type.Integer(),
  /** Ours, which no law sets; whether the county has set its own says `version` (0: not yet). */
  usual: Type.Object({ most: Type.Integer(), windowMinutes: Type.Integer() }),
  version: Type.Integer(),
})
export type WatchRule = Static<typeof WatchRule>

export const ListWatchRules = contract({
  name: 'audit.listWatchRules',
  method: 'GET',
  path: '/api/audit/rules',
  summary: '列出异常预警的规则和限值',
  response: Type.Object({ rules: Type.Array(WatchRule), abilities: Type.Object({ set: Type.Boolean() }) }),
})

export const SetWatchRule = contract({
  name: 'audit.setWatchRule',
  method: 'POST',
  path: '/api/audit/rules/:rule',
  summary: '设定一条异常预警规则',
  params: Type.Object({ rule: RuleName }),
  body: Type.Object({
    isOn: Type.Boolean({ title: '启用' }),
    most: Type.Integer({ minimum: 0, maximum: 100_000, title: '限值' }),
    windowMinutes: Type.Integer({ minimum: 1, maximum: 10_080, title: '时间（分钟）' }),
    reason: Type.String({ minLength: 2, maxLength: 200, title: '理由' }),
    version: Type.Integer({ minimum: 0 }),
  }),
  response: WatchRule,
  problems: [p['rule-changed']],
})
export type SetWatchRule = InputOf<typeof SetWatchRule>
