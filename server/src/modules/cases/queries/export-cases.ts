import { Type } from 'typebox'
import type { Static } from 'typebox'
import { maskCitizenId, maskName, maskPhone } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { recordPersonSearch } from '../../../platform/ledger/index.ts'
import type {
  AskedRows,
  ExportableList,
  ListCell,
  ListFilter,
  ListRow,
  ListRows,
} from '../../../platform/module/index.ts'
import type { LimitView } from '../../limits/contract/index.ts'
import type { CasesContext, CasesDeps } from '../actions/cases-context.ts'
import { CASE_STATES, CaseState, casesPermits } from '../contract/index.ts'
import { reachable } from '../domain/case.ts'
import { progressOf } from '../domain/progress.ts'
import * as caseStore from '../store/case-store.ts'
import type { CaseFilter, StoredCase } from '../store/case-store.ts'
import { openApplicant, personBlinds } from '../store/sealed-case.ts'
import { afterOf, cursorOf } from './present-page.ts'

/** As the list of cases has them. */
const Filter = Type.Object({
  state: Type.Optional(CaseState),
  itemId: Type.Optional(Type.String({ maxLength: 60 })),
  number: Type.Optional(Type.String({ maxLength: 60 })),
  person: Type.Optional(Type.String({ maxLength: 60 })),
})

const COLUMNS = [
  { key: 'caseNo', title: '办件编号', width: 30 },
  { key: 'queryCode', title: '查询编号', width: 18 },
  { key: 'itemName', title: '事项', width: 34 },
  { key: 'organizationName', title: '办理机关', width: 22 },
  { key: 'applicantName', title: '申请人', isPersonal: true, width: 24 },
  { key: 'applicantCode', title: '证件号码', isPersonal: true, width: 22 },
  { key: 'applicantPhone', title: '联系电话', isPersonal: true, width: 16 },
  { key: 'state', title: '状态', width: 12 },
  { key: 'progress', title: '进度', width: 20 },
  { key: 'submittedAt', title: '提交时间', width: 18 },
  { key: 'receivedOn', title: '收件日期', width: 12 },
  { key: 'acceptedOn', title: '受理日期', width: 12 },
  { key: 'dueOn', title: '到期日', width: 12 },
  { key: 'overdue', title: '超期工作日', width: 12 },
  { key: 'closedAt', title: '办结时间', width: 18 },
  { key: 'updatedAt', title: '更新时间', width: 18 },
] as const satisfies ExportableList['columns']

type Cells = Readonly<Record<(typeof COLUMNS)[number]['key'], ListCell>>

/** 办件清单, for export: the same rows as the list of cases, and more of each. */
export function caseList(deps: CasesDeps): ExportableList {
  return {
    name: 'cases.list',
    title: '办件清单',
    permit: casesPermits.read.name,
    fullPermit: casesPermits.reveal.name,
    filter: Filter,
    columns: COLUMNS,
    describe: async (ctx, filter) => describe({ ...ctx, ...deps }, filter),
    count: (ctx, filter, most) => countCases(ctx, filter, most),
    rows: (ctx, asked) => caseRows({ ...ctx, ...deps }, asked),
  }
}

async function countCases(ctx: Context, filter: ListFilter, most: number): Promise<number> {
  const found = await caseStore.count(ctx.tx, ctx.permit.reach(casesPermits.read.name), storedFilter(ctx, filter, most))
  const { person } = filter as Static<typeof Filter>
  if (person !== undefined) recordPersonSearch(ctx, { where: '办件导出', person, found })
  return found
}

async function caseRows(ctx: CasesContext, { filter, inFull, after, limit }: AskedRows): Promise<ListRows> {
  const asked = { ...storedFilter(ctx, filter, limit), after: afterOf(after) }
  const found = await caseStore.list(ctx.tx, ctx.permit.reach(casesPermits.read.name), asked)
  const limits = await ctx.limits.listFor(
    ctx,
    found.map(({ aCase }) => aCase.id),
  )
  const last = found.length === limit ? found.at(-1)?.aCase : undefined
  return {
    rows: found.map((stored) => rowOf(ctx, stored, { inFull, limits: limits.get(stored.aCase.id) ?? [] })),
    ...(last && { next: cursorOf(last) }),
  }
}

function storedFilter(ctx: Context, filter: ListFilter, limit: number): CaseFilter {
  const { state, itemId, number, person } = filter as Static<typeof Filter>
  return {
    state,
    itemId,
    number,
    limit,
    isUnrestricted: true,
    ...(person !== undefined && { personBlinds: personBlinds(ctx.vault, person) }),
  }
}

function rowOf(
  ctx: CasesContext,
  { aCase, sealed }: StoredCase,
  { inFull, limits }: { inFull: boolean; limits: readonly LimitView[] },
): ListRow {
  const isInFull = inFull && ctx.permit.allows(casesPermits.reveal.name, reachable(aCase)) && !aCase.erasedAt
  const { name, code, phone, kind } = openApplicant(ctx.vault, sealed)
  const due = limits.filter(({ level }) => level !== 'closed').find(({ dueOn }) => dueOn !== undefined)
  const cells: Cells = {
    caseNo: aCase.caseNo,
    queryCode: aCase.queryCode,
    itemName: aCase.itemName,
    organizationName: aCase.organizationName,
    applicantName: isInFull || aCase.erasedAt ? name : maskName(name),
    applicantCode: isInFull || kind === 'organization' ? code : maskCitizenId(code),
    applicantPhone: isInFull ? phone : maskPhone(phone),
    state: CASE_STATES[aCase.state],
    progress: progressOf(aCase.state, {
      openSteps: [],
      suspendedFor: aCase.suspension?.procedureName,
      isPaused: aCase.pausedOn !== undefined,
    }),
    submittedAt: minute(aCase.submittedAt),
    receivedOn: aCase.receivedOn,
    acceptedOn: aCase.acceptedOn,
    dueOn: due?.dueOn,
    overdue: due && due.overdueWorkdays > 0 ? due.overdueWorkdays : undefined,
    closedAt: minute(aCase.closedAt),
    updatedAt: minute(aCase.updatedAt),
  }
  return { subject: aCase.id, isInFull, cells }
}

/** In China, to the minute. */
function minute(at: Date | undefined): string | undefined {
  return at && new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}

async function describe(ctx: CasesContext, filter: ListFilter): Promise<string[]> {
  const { state, itemId, number, person } = filter as Static<typeof Filter>
  const item = itemId === undefined ? undefined : await ctx.catalogue.findPublished(ctx, itemId)
  return [
    ...(state === undefined ? [] : [`状态：${CASE_STATES[state]}`]),
    ...(itemId === undefined ? [] : [`事项：${item?.name ?? itemId}`]),
    ...(number === undefined ? [] : [`编号：${number}`]),
    ...(person === undefined ? [] : [`申请人：${maskName(person)}`]),
  ]
}
