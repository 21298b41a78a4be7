import { maskName } from '../../../kernel/index.ts'
import type { Reach } from '../../../kernel/index.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import type { CaseSummary, ListCases, ListMyCases } from '../contract/index.ts'
import { CASE_STATES } from '../contract/index.ts'
import { progressOf } from '../domain/progress.ts'
import { OPEN_STATES } from '../domain/transitions.ts'
import type { CaseState } from '../contract/index.ts'
import { listCases } from '../store/case-store.ts'
import type { CaseFilter, StoredCase } from '../store/case-store.ts'
import { openName, personBlinds } from '../store/sealed-case.ts'

interface CasePage {
  readonly cases: CaseSummary[]
  readonly nextCursor?: string
}

/** 我的办件. */
export async function listMyCases(ctx: CasesContext, input: ListMyCases): Promise<CasePage> {
  return page(ctx, ctx.permit.reach('cases.apply'), {
    cursor: input.cursor,
    limit: input.limit,
    states: statesOf(input.state),
    isOwn: true,
  })
}

/** 查找办件, within the reach of one's post; by number or by person only as an exact match. */
export async function listCasesOf(ctx: CasesContext, input: ListCases): Promise<CasePage> {
  const blinds = input.person === undefined ? undefined : personBlinds(ctx.vault, input.person)
  return page(ctx, ctx.permit.reach('cases.read'), { ...input, ...(blinds && { personBlinds: blinds }), isOwn: false })
}

function statesOf(filter: ListMyCases['state']): CaseState[] | undefined {
  if (filter === undefined) return undefined
  if (filter === 'draft') return ['draft']
  const all = Object.keys(CASE_STATES) as CaseState[]
  return all.filter((state) => state !== 'draft' && OPEN_STATES.includes(state) === (filter === 'open'))
}

async function page(
  ctx: CasesContext,
  reach: Reach,
  asked: Omit<CaseFilter, 'after'> & { cursor?: string | undefined; isOwn: boolean },
): Promise<CasePage> {
  const { cursor, isOwn, limit, ...filter } = asked
  const [updatedAt, id] = cursor?.split('~') ?? []
  const after = updatedAt !== undefined && id !== undefined ? { updatedAt, id } : undefined
  const found = await listCases(ctx.tx, reach, { ...filter, after, limit: limit + 1 })
  const shown = found.slice(0, limit)
  const last = found.length > limit ? shown.at(-1)?.aCase : undefined
  return {
    cases: await summaries(ctx, shown, isOwn),
    ...(last && { nextCursor: `${last.updatedAt.toISOString()}~${last.id.slice(7)}` }),
  }
}

async function summaries(ctx: CasesContext, stored: readonly StoredCase[], isOwn: boolean): Promise<CaseSummary[]> {
  const limits = await ctx.limits.listFor(
    ctx,
    stored.map(({ aCase }) => aCase.id),
  )
  return stored.map(({ aCase, sealed }) => {
    const name = openName(ctx.vault, sealed)
    return {
      caseId: aCase.id,
      ...(aCase.caseNo !== undefined && { caseNo: aCase.caseNo }),
      ...(aCase.queryCode !== undefined && { queryCode: aCase.queryCode }),
      itemId: aCase.itemId,
      itemName: aCase.itemName,
      organizationName: aCase.organizationName,
      applicantName: isOwn ? name : maskName(name),
      state: aCase.state,
      stateTitle: CASE_STATES[aCase.state],
      progress: progressOf(aCase.state, { openSteps: [], suspendedFor: aCase.suspension?.procedureName }),
      ...(aCase.submittedAt && { submittedAt: aCase.submittedAt.toISOString() }),
      updatedAt: aCase.updatedAt.toISOString(),
      limits: limits.get(aCase.id) ?? [],
    }
  })
}
