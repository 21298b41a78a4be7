import { isCalendarDate, todayIn } from '../../../kernel/index.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import type { ErasableCase, ErasableCasePage, ListErasableCases } from '../contract/index.ts'
import { CASE_STATES } from '../contract/index.ts'
import type { Case } from '../domain/case.ts'
import { endedAt, ENDED_STATES, hasEnded, keepingOf } from '../domain/erasure.ts'
import type { StoredCase } from '../store/case-store.ts'
import * as erasureStore from '../store/erasure-store.ts'

/** What may be erased now, within the archivist's reach; what else stands against one is said beside it. */
export async function listErasableCases(ctx: CasesContext, input: ListErasableCases): Promise<ErasableCasePage> {
  const { view, cursor, limit } = input
  const after = afterOf(cursor, view)
  const asked = { view, on: ctx.today, after, limit: limit + 1 }
  const found = await erasureStore.listToErase(ctx.tx, ctx.permit.reach('cases.erase'), asked)
  const shown = found.slice(0, limit)
  const last = found.length > limit ? shown.at(-1)?.aCase : undefined
  return {
    cases: await present(ctx, shown),
    ...(last && {
      nextCursor: `${view === 'due' ? keepingOf(last).until : last.heldAt?.getTime()}~${last.id.slice(7)}`,
    }),
  }
}

function afterOf(cursor: string | undefined, view: 'due' | 'held'): erasureStore.ErasureFilter['after'] {
  const [since, id] = cursor?.split('~') ?? []
  if (since === undefined || id === undefined) return undefined
  if (view === 'held') return /^[0-9]+$/.test(since) ? { since: new Date(Number(since)).toISOString(), id } : undefined
  // What no calendar has no column can be compared with.
  return isCalendarDate(since) && since >= '1949-10-01' ? { since, id } : undefined
}

async function present(ctx: CasesContext, stored: readonly StoredCase[]): Promise<ErasableCase[]> {
  const blinds = stored.map(({ sealed }) => sealed.applicant_code_blind)
  const running = await erasureStore.findRunning(ctx.tx, blinds, ENDED_STATES)
  const caseIds = stored.map(({ aCase }) => aCase.id)
  const licensed = await ctx.licences.findValid(ctx, caseIds)
  return stored.map(({ aCase, sealed }) => ({
    ...rowOf(aCase),
    ...(aCase.heldAt === undefined &&
      blocked({
        isRunning: running.has(sealed.applicant_code_blind.toString('hex')),
        isLicensed: licensed.has(aCase.id),
      })),
  }))
}

function rowOf(aCase: Case): ErasableCase {
  const { id: caseId, caseNo = '', itemName, organizationName, state, heldAt } = aCase
  const keeping = hasEnded(aCase) ? keepingOf(aCase) : undefined
  return {
    ...{ caseId, caseNo, itemName, organizationName, state, stateTitle: CASE_STATES[state] },
    ...(keeping && { endedOn: todayIn(endedAt(aCase)), keepUntil: keeping.until, basis: keeping.basis }),
    ...(heldAt && { heldSince: heldAt.toISOString() }),
  }
}

function blocked({ isRunning, isLicensed }: { isRunning: boolean; isLicensed: boolean }): { blockedBy?: string } {
  if (isRunning) return { blockedBy: '申请人还有办理中的办件' }
  return isLicensed ? { blockedBy: '由它颁发的证照仍然有效' } : {}
}
