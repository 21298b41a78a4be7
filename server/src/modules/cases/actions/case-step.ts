import { problem, streamOf } from '../../../kernel/index.ts'
import { casesProblems } from '../contract/index.ts'
import { reachable, wasHandedIn } from '../domain/case.ts'
import type { Case, Moment, Step } from '../domain/case.ts'
import * as caseStore from '../store/case-store.ts'
import type { StoredCase } from '../store/case-store.ts'
import { openApplicant } from '../store/sealed-case.ts'
import type { SealedPart } from '../store/sealed-case.ts'
import type { CasesContext } from './cases-context.ts'
import { requireGoingOn } from './item-clause.ts'

interface Named {
  readonly caseId: string
  readonly version: number
}

export function momentOf(ctx: CasesContext): Moment {
  return { at: ctx.now, on: ctx.today }
}

/**
 * The case for an act that carries it on: {@link takeStanding}, unless a suspension of its item holds or ends what runs.
 * @throws cases/not-found, http/stale-version, cases/item-held, cases/item-ended, cases/item-resuming
 */
export async function takeCase(ctx: CasesContext, input: Named, permit: string): Promise<StoredCase> {
  const found = await takeStanding(ctx, input, permit)
  await requireGoingOn(ctx, found.aCase)
  return found
}

/**
 * The case, locked, within the actor's reach and in the version that the actor saw: in this order, so that nobody learns
 * from a refusal about a case that is not theirs.
 * @throws cases/not-found, http/stale-version
 */
export async function takeStanding(ctx: CasesContext, input: Named, permit: string): Promise<StoredCase> {
  const found = await caseStore.lock(ctx.tx, input.caseId)
  requireReach(ctx, found.aCase, permit)
  await requireNewest(ctx, found.aCase, input.version)
  return found
}

/**
 * The same for what an applicant does: by the applicant, whose mandate still holds, or written down by the window for
 * somebody who came to the hall (`cases.receive`), where the act may be.
 * @throws cases/not-found, cases/no-mandate, http/stale-version
 */
export async function takeOwnCase(
  ctx: CasesContext,
  input: Named,
  mayAtWindow: (aCase: Case) => boolean = () => false,
): Promise<StoredCase> {
  const found = await caseStore.lock(ctx.tx, input.caseId)
  const isOwn = ctx.permit.allows('cases.apply', reachable(found.aCase))
  if (!isOwn && !mayAtWindow(found.aCase)) throw problem(casesProblems['not-found'])
  if (isOwn) await requireMandate(ctx, found)
  else requireReach(ctx, found.aCase, 'cases.receive')
  await requireNewest(ctx, found.aCase, input.version)
  return found
}

/** Until it is handed in, a case is nobody's but the applicant's. @throws cases/not-found */
export function requireReach(ctx: CasesContext, aCase: Case, permit: string): void {
  const isTheirs = permit === 'cases.apply' || wasHandedIn(aCase)
  if (!isTheirs || !ctx.permit.allows(permit, reachable(aCase))) throw problem(casesProblems['not-found'])
}

/** Saves and records one step. Words that may name people go beside the chain. */
export function keep(
  ctx: CasesContext,
  step: Step,
  beside: { sealed?: Partial<SealedPart>; words?: Record<string, string> } = {},
): Promise<Case> {
  ctx.emit(step.event, beside.words ? { personal: beside.words } : {})
  return caseStore.save(ctx, step.next, beside.sealed)
}

async function requireNewest(ctx: CasesContext, aCase: Case, seen: number): Promise<void> {
  if (aCase.version !== seen) throw await ctx.stale(streamOf('case', aCase.id), 'cases/')
}

/** Whoever applied for an organization may go on only while it lets them. */
async function requireMandate(ctx: CasesContext, { sealed }: StoredCase): Promise<void> {
  if (sealed.applicant_kind !== 'organization') return
  const { code } = openApplicant(ctx.vault, sealed)
  const mandate = await ctx.identity.findMandate(ctx, { accountId: ctx.actor.accountId ?? '', creditCode: code })
  if (!mandate) throw problem(casesProblems['no-mandate'])
}
