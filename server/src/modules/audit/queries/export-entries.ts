import type {
  AskedRows,
  ExportableList,
  ListCell,
  ListFilter,
  ListRow,
  ListRows,
} from '../../../platform/module/index.ts'
import { AUDIT_CATEGORIES, AuditFilter, auditPermits } from '../contract/index.ts'
import type { AuditEntry } from '../contract/index.ts'
import * as entryStore from '../store/entry-store.ts'
import type { AuditContext, AuditDeps } from './audit-context.ts'
import { maskPerson, personNamed } from './named-person.ts'
import { presentEntries } from './present-entries.ts'
import { afterOf, conditionsOf, cursorOf, recordSearch } from './search-entries.ts'

const COLUMNS = [
  { key: 'position', title: '账本位置', width: 12 },
  { key: 'recordedAt', title: '时间', width: 20 },
  { key: 'category', title: '类别', width: 18 },
  { key: 'title', title: '动作', width: 22 },
  { key: 'actorName', title: '人员', width: 14 },
  { key: 'caseNo', title: '办件编号', width: 30 },
  { key: 'detail', title: '内容', width: 40 },
  { key: 'reason', title: '理由', width: 40 },
  { key: 'subject', title: '对象编号', width: 46 },
] as const satisfies ExportableList['columns']

type Cells = Readonly<Record<(typeof COLUMNS)[number]['key'], ListCell>>

/** 审计记录, for export: what an auditor's search found. What officials did is about them, so it never goes without approval. */
export function entryList(deps: AuditDeps): ExportableList {
  return {
    name: 'audit.entries',
    title: '审计记录',
    permit: auditPermits.search.name,
    needsApproval: true,
    filter: AuditFilter,
    columns: COLUMNS,
    describe: async (ctx, filter) => Promise.resolve(describe({ ...ctx, ...deps }, filter)),
    count: (ctx, filter, most) => countEntries({ ...ctx, ...deps }, filter, most),
    rows: (ctx, asked) => entryRows({ ...ctx, ...deps }, asked),
  }
}

async function countEntries(ctx: AuditContext, given: ListFilter, most: number): Promise<number> {
  const filter = given as AuditFilter
  const { isCut: _cut, person, ...conditions } = await conditionsOf(ctx, filter)
  const found = await entryStore.count(ctx.tx, ctx.permit.reach(auditPermits.search.name), {
    ...conditions,
    limit: most,
  })
  recordSearch(ctx, filter, { person, staffIds: conditions.staffIds, found })
  return found
}

async function entryRows(ctx: AuditContext, { filter, after: cursor, limit }: AskedRows): Promise<ListRows> {
  const { isCut: _cut, person: _person, ...conditions } = await conditionsOf(ctx, filter)
  const after = afterOf(cursor)
  const reach = ctx.permit.reach(auditPermits.search.name)
  const found = await entryStore.search(ctx.tx, reach, { ...conditions, ...(after && { after }), limit })
  const last = found.length === limit ? found.at(-1) : undefined
  return { rows: (await presentEntries(ctx, found)).map(rowOf), ...(last && { next: cursorOf(last) }) }
}

function rowOf(entry: AuditEntry): ListRow {
  const { position, title, actorName, caseNo, detail, reason, subject } = entry
  const at = new Date(new Date(entry.recordedAt).getTime() + 8 * 3_600_000)
  const cells: Cells = {
    ...{ position, title, actorName, caseNo, detail, reason, subject },
    recordedAt: at.toISOString().slice(0, 19).replace('T', ' '),
    category: AUDIT_CATEGORIES[entry.category],
  }
  return { subject: subject ?? String(position), cells }
}

function describe(ctx: AuditContext, given: ListFilter): string[] {
  const { staff, person, caseNo, from, to, category, kind } = given as AuditFilter
  return [
    ...(staff === undefined ? [] : [`工作人员：${staff}`]),
    ...(person === undefined ? [] : [`被查阅人：${maskPerson(personNamed(ctx, person))}`]),
    ...(caseNo === undefined ? [] : [`编号：${caseNo}`]),
    ...(from === undefined ? [] : [`自 ${from}`]),
    ...(to === undefined ? [] : [`至 ${to}`]),
    ...(category === undefined ? [] : [`类别：${AUDIT_CATEGORIES[category]}`]),
    ...(kind === undefined ? [] : [`动作：${ctx.eventTitle(kind)}`]),
  ]
}
