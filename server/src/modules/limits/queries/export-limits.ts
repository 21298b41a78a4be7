import { Type } from 'typebox'
import type { Static } from 'typebox'
import type { Context } from '../../../platform/act/index.ts'
import type {
  AskedRows,
  ExportableList,
  ListCell,
  ListFilter,
  ListRow,
  ListRows,
} from '../../../platform/module/index.ts'
import type { LimitsContext, LimitsDeps } from '../actions/limits-context.ts'
import { LimitKind } from '../contract/limit.ts'
import type { LimitView } from '../contract/limit.ts'
import { RunningLevel } from '../contract/list-running-limits.ts'
import { limitsPermits } from '../contract/permits.ts'
import type { TimingRules } from '../domain/limit-timing.ts'
import type { StoredLimit } from '../store/limit-store.ts'
import * as runningStore from '../store/running-store.ts'
import type { RunningFilter } from '../store/running-store.ts'
import { rulesByDivision } from './list-for.ts'
import { pageEnd, pageStart, presentRunning } from './list-running-limits.ts'

/** As the supervisors' list has them. */
const Filter = Type.Object({
  level: Type.Optional(RunningLevel),
  kind: Type.Optional(LimitKind),
  division: Type.Optional(Type.String({ pattern: '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$' })),
  organizationId: Type.Optional(Type.String({ maxLength: 60 })),
})

const LEVELS: Readonly<Record<LimitView['level'], string>> = {
  normal: '正常',
  soon: '临期',
  today: '今天到期',
  yellow: '黄牌',
  red: '红牌',
  stopped: '停计时',
  closed: '已结束',
}
const KINDS: Readonly<Record<LimitView['kind'], string>> = {
  'pre-review': '预审',
  notify: '受理告知',
  'handling-promised': '承诺办结',
  'handling-statutory': '法定办结',
  joint: '联合办理',
  delivery: '送达',
  correction: '补正',
}

const COLUMNS = [
  { key: 'subjectNo', title: '办件编号', width: 30 },
  { key: 'subjectTitle', title: '事项', width: 34 },
  { key: 'kind', title: '时限', width: 12 },
  { key: 'level', title: '监察等级', width: 10 },
  { key: 'startOn', title: '起算日', width: 12 },
  { key: 'dueOn', title: '到期日', width: 12 },
  { key: 'elapsed', title: '已用工作日', width: 12 },
  { key: 'remaining', title: '剩余工作日', width: 12 },
  { key: 'overdue', title: '超期工作日', width: 12 },
  { key: 'stoppedBecause', title: '停止计时', width: 34 },
  { key: 'basis', title: '依据', width: 40 },
  { key: 'division', title: '区划代码', width: 14 },
] as const satisfies ExportableList['columns']

type Cells = Readonly<Record<(typeof COLUMNS)[number]['key'], ListCell>>

/** 时限监察清单, for export: whose clocks they are, by the numbers of the cases; nothing of anybody. */
export function runningLimitList(deps: LimitsDeps): ExportableList {
  return {
    name: 'limits.running',
    title: '时限监察清单',
    permit: limitsPermits.watch.name,
    filter: Filter,
    columns: COLUMNS,
    describe: (_ctx, filter) => Promise.resolve(describe(filter)),
    count: (ctx, filter, most) => {
      const { level } = filter as Static<typeof Filter>
      return runningStore.countRunning(ctx.tx, storedFilter(ctx, filter), { level, most })
    },
    rows: (ctx, asked) => limitRows({ ...ctx, ...deps }, asked),
  }
}

async function limitRows(ctx: LimitsContext, { filter, after, limit }: AskedRows): Promise<ListRows> {
  const { level } = filter as Static<typeof Filter>
  const page = { level, after: pageStart(after), size: limit }
  const found = await runningStore.listRunning(ctx.tx, storedFilter(ctx, filter), page)
  const rules = await rulesByDivision(ctx, found)
  const last = found.length === limit ? found.at(-1) : undefined
  return {
    rows: found.map((stored) => rowOf(stored, rules.get(stored.division)!)),
    ...(last && { next: pageEnd(last) }),
  }
}

function storedFilter(ctx: Context, filter: ListFilter): RunningFilter {
  const { kind, division, organizationId } = filter as Static<typeof Filter>
  return { reach: ctx.permit.reach(limitsPermits.watch.name), today: ctx.today, kind, division, organizationId }
}

function rowOf(stored: StoredLimit, rules: TimingRules): ListRow {
  const limit = presentRunning(stored, rules)
  const cells: Cells = {
    subjectNo: limit.subjectNo,
    subjectTitle: limit.subjectTitle,
    kind: KINDS[limit.kind],
    level: LEVELS[limit.level],
    startOn: limit.startOn,
    dueOn: limit.dueOn,
    elapsed: limit.elapsedWorkdays,
    remaining: limit.remainingWorkdays,
    overdue: limit.overdueWorkdays > 0 ? limit.overdueWorkdays : undefined,
    stoppedBecause: limit.stoppedBecause,
    basis: limit.basis,
    division: limit.division,
  }
  return { subject: limit.subject, cells }
}

function describe(filter: ListFilter): string[] {
  const { level, kind, division, organizationId } = filter as Static<typeof Filter>
  return [
    ...(level === undefined ? [] : [`监察等级：${LEVELS[level]}`]),
    ...(kind === undefined ? [] : [`时限：${KINDS[kind]}`]),
    ...(division === undefined ? [] : [`区划代码：${division}`]),
    ...(organizationId === undefined ? [] : ['限一个机关']),
  ]
}
