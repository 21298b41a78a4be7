import { maskName } from '../../../kernel/index.ts'
import type { Reach } from '../../../kernel/index.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import type { CasePage, CaseSummary } from '../contract/index.ts'
import { CASE_STATES } from '../contract/index.ts'
import type { Case } from '../domain/case.ts'
import { progressOf } from '../domain/progress.ts'
import * as caseStore from '../store/case-store.ts'
import type { CaseFilter, StoredCase } from '../store/case-store.ts'
import { openName } from '../store/sealed-case.ts'

interface Asked extends Omit<CaseFilter, 'after'> {
  readonly cursor?: string | undefined
  readonly isOwn: boolean
}

/** One page of a list, newest first; one case more is read than shown, to know whether there is another page. */
export async function presentPage(ctx: CasesContext, reach: Reach, asked: Asked): Promise<CasePage> {
  const { cursor, isOwn, limit, ...filter } = asked
  const found = await caseStore.list(ctx.tx, reach, { ...filter, after: afterOf(cursor), limit: limit + 1 })
  const shown = found.slice(0, limit)
  const last = found.length > limit ? shown.at(-1)?.aCase : undefined
  return {
    cases: await summaries(ctx, shown, isOwn),
    ...(last && { nextCursor: cursorOf(last) }),
  }
}

export function cursorOf({ updatedAt, id }: Pick<Case, 'updatedAt' | 'id'>): string {
  return `${updatedAt.getTime()}~${id.slice(7)}`
}

export function afterOf(cursor: string | undefined): CaseFilter['after'] {
  const [millis, id] = cursor?.split('~') ?? []
  return millis === undefined || id === undefined ? undefined : { updatedAt: new Date(Number(millis)), id }
}

async function summaries(ctx: CasesContext, stored: readonly StoredCase[], isOwn: boolean): Promise<CaseSummary[]> {
  const ids = stored.map(({ aCase }) => aCase.id)
  const limits = await ctx.limits.listFor(ctx, ids)
  return stored.map(({ aCase, sealed }) => {
    const name = openName(ctx.vault, sealed)
    return {
      caseId: aCase.id,
      ...(aCase.caseNo !== undefined && { caseNo: aCase.caseNo }),
      ...(aCase.queryCode !== undefined && { queryCode: aCase.queryCode }),
      itemId: aCase.itemId,
      itemName: aCase.itemName,
      organizationName: aCase.organizationName,
      applicantName: isOwn || aCase.erasedAt ? name : maskName(name),
      state: aCase.state,
      stateTitle: CASE_STATES[aCase.state],
      progress: progressOf(aCase.state, {
        openSteps: [],
        suspendedFor: aCase.suspension?.procedureName,
        isPaused: aCase.pausedOn !== undefined,
      }),
      ...(aCase.submittedAt && { submittedAt: aCase.submittedAt.toISOString() }),
      updatedAt: aCase.updatedAt.toISOString(),
      limits: limits.get(aCase.id) ?? [],
    }
  })
}
