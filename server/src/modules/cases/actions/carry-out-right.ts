import { problem } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { CaseStanding } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import { RightCarriedOut } from '../contract/events.ts'
import { facts, standing } from '../domain/case.ts'
import * as caseStore from '../store/case-store.ts'
import type { StoredCase } from '../store/case-store.ts'
import { requireReach, takeCase } from './case-step.ts'
import { finishStep, openStep } from './case-task.ts'
import type { CasesContext, CasesDeps } from './cases-context.ts'
import { requestOf } from './right-request.ts'
import type { RightDone, RightRequest } from './right-request.ts'

export interface RightsDesk {
  /** What was refused; undefined for any other case. */
  denied(ctx: Context, caseId: string): Promise<RightRequest | undefined>
  /** @throws cases/not-found, cases/nothing-to-carry-out */
  read(ctx: Context, caseId: string): Promise<RightRequest>
  /** Does it in the act's transaction, and passes the case on to be delivered. @throws cases/nothing-to-carry-out */
  carryOut(
    ctx: Context,
    named: { caseId: string; version: number },
    work: (request: RightRequest) => Promise<RightDone>,
  ): Promise<CaseStanding>
}

export function rightsDesk(deps: CasesDeps): RightsDesk {
  return {
    denied: (ctx, caseId) => deniedRequest({ ...ctx, ...deps }, caseId),
    read: (ctx, caseId) => readRequest({ ...ctx, ...deps }, caseId),
    carryOut: (ctx, named, work) => carryOutRight({ ...ctx, ...deps }, named, work),
  }
}

/** Before it is decided too: what it is about, and what stands against granting it. */
async function readRequest(ctx: CasesContext, caseId: string): Promise<RightRequest> {
  const stored = await caseStore.get(ctx.tx, caseId)
  requireReach(ctx, stored.aCase, 'cases.read')
  return requestOf(ctx, stored, await requireRight(ctx, stored))
}

/** What was refused, for whoever has to act on the refusal; undefined for any other case. */
async function deniedRequest(ctx: CasesContext, caseId: string): Promise<RightRequest | undefined> {
  const stored = await caseStore.get(ctx.tx, caseId)
  const { itemId, itemVersion, granted } = stored.aCase
  const { right } = (await ctx.catalogue.getItem(ctx, itemId, itemVersion)).result
  return right === undefined || granted !== false ? undefined : requestOf(ctx, stored, right)
}

/** 实施: what another has granted, by the officer, who has just shown who they are. */
async function carryOutRight(
  ctx: CasesContext,
  named: { caseId: string; version: number },
  work: (request: RightRequest) => Promise<RightDone>,
): Promise<CaseStanding> {
  const stored = await takeCase(ctx, named, 'cases.carry-out')
  ctx.permit.requireProof()
  const request = await requireWaiting(ctx, stored)
  const done = await work(request)
  const { aCase } = stored
  ctx.emit(RightCarriedOut.of({ ...facts(aCase), right: request.right, ...done }))
  await finishStep(ctx, aCase, 'carry-out')
  const limits = (await ctx.limits.listFor(ctx, [aCase.id])).get(aCase.id) ?? []
  await openStep(
    ctx,
    stored,
    'deliver',
    limits.find((limit) => limit.kind === 'delivery'),
  )
  return standing(await caseStore.save(ctx, aCase))
}

/** @throws cases/nothing-to-carry-out */
async function requireWaiting(ctx: CasesContext, stored: StoredCase): Promise<RightRequest> {
  const right = await requireRight(ctx, stored)
  const { id, state } = stored.aCase
  const isWaiting = (await ctx.flows.tasksOf(ctx, id)).some((one) => one.step === 'carry-out' && one.state === 'open')
  if (state !== 'granted' || !isWaiting) throw problem(casesProblems['nothing-to-carry-out'])
  return requestOf(ctx, stored, right)
}

async function requireRight(ctx: CasesContext, { aCase }: StoredCase): Promise<RightRequest['right']> {
  const { right } = (await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)).result
  if (right === undefined) throw problem(casesProblems['nothing-to-carry-out'])
  return right
}
