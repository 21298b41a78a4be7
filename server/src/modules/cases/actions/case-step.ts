import type { Reachable } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { CaseStanding } from '../contract/index.ts'
import { CASE_STATES } from '../contract/index.ts'
import type { Case, Moment, Step } from '../domain/case.ts'
import { lockCase, saveCase } from '../store/case-store.ts'
import type { StoredCase } from '../store/case-store.ts'
import type { SealedPart } from '../store/sealed-case.ts'

/** What a row says of itself to the permits. */
export function reachable(aCase: Case): Reachable {
  return { division: aCase.division, organizationId: aCase.organizationId, ownerId: aCase.ownerId }
}

export function momentOf(ctx: Context): Moment {
  return { at: ctx.now, on: ctx.today }
}

/**
 * The case, locked, in the version that the actor saw, and within the actor's reach.
 * @throws cases/not-found, permit/out-of-reach, http/stale-version
 */
export async function takeCase(
  ctx: Context,
  input: { caseId: string; version: number },
  permit: string,
): Promise<StoredCase> {
  const found = await lockCase(ctx, input.caseId, input.version)
  ctx.permit.require(permit, reachable(found.aCase))
  return found
}

/** Saves and records one step. Words that may name people go beside the chain. */
export function keep(
  ctx: Context,
  step: Step,
  beside: { sealed?: Partial<SealedPart>; words?: Record<string, string> } = {},
): Promise<Case> {
  ctx.emit(step.event, beside.words ? { personal: beside.words } : {})
  return saveCase(ctx, step.next, beside.sealed)
}

export function standing(aCase: Case): CaseStanding {
  return { caseId: aCase.id, version: aCase.version, state: aCase.state, stateTitle: CASE_STATES[aCase.state] }
}
