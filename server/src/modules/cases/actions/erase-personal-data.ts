import { problem, streamOf } from '../../../kernel/index.ts'
import { erasePersonal } from '../../../platform/ledger/index.ts'
import type { CaseStanding, ErasePersonalData, ErasureGround } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import { PersonalDataErased } from '../contract/events.ts'
import { facts, standing } from '../domain/case.ts'
import type { Case } from '../domain/case.ts'
import { ENDED_STATES, whyNotErasable } from '../domain/erasure.ts'
import * as caseStore from '../store/case-store.ts'
import type { StoredCase } from '../store/case-store.ts'
import * as materialStore from '../store/material-store.ts'
import { erasedPart } from '../store/sealed-case.ts'
import { takeStanding } from './case-step.ts'
import type { CasesContext } from './cases-context.ts'

/**
 * 删除个人信息 (个人信息保护法 art. 47) of a case that has ended and need not be kept: everywhere it lies, the values beside the
 * ledger's entries too. What was done, by which office and when, stays.
 * @throws cases/not-erasable
 */
export async function erasePersonalData(ctx: CasesContext, input: ErasePersonalData): Promise<CaseStanding> {
  const stored = await takeStanding(ctx, input, 'cases.erase')
  ctx.permit.requireProof()
  const why = await whyKept(ctx, stored)
  if (why !== undefined) throw problem(casesProblems['not-erasable'], { why })
  return eraseCase(ctx, stored.aCase, input.ground)
}

/** What stands against erasing it, in words; `besides` is the case in which it is asked for. */
export async function whyKept(
  ctx: CasesContext,
  { aCase, sealed }: StoredCase,
  besides: readonly string[] = [],
): Promise<string | undefined> {
  const { id } = aCase
  const why = whyNotErasable(aCase, ctx.today)
  if (why !== undefined) return why
  const asked = { caseIds: [id, ...besides], codeBlind: sealed.applicant_code_blind, ended: ENDED_STATES }
  if (await caseStore.hasOtherRunning(ctx.tx, asked)) return '申请人还有办理中的办件'
  return (await ctx.licences.findValid(ctx, [id])).has(id) ? '由它颁发的证照仍然有效' : undefined
}

/** Everywhere it lies. The caller has decided that it may be. */
export async function eraseCase(ctx: CasesContext, aCase: Case, ground: ErasureGround): Promise<CaseStanding> {
  const { id } = aCase
  const values = await erasePersonal(ctx, streamOf('case', id), ground)
  const files = await ctx.files.erase(ctx, { subject: id, fileIds: await materialStore.eraseNames(ctx, id) })
  await ctx.documents.erase(ctx, id)
  await ctx.flows.erase(ctx, id)
  await ctx.limits.erase(ctx, id)
  await ctx.notices.erase(ctx, id)
  await ctx.licences.erase(ctx, id)
  await ctx.notesBeside().erase(ctx, id)
  const by = ctx.actor.staffId
  const next = { ...aCase, erasedAt: ctx.now, ...(by !== undefined && { erasedBy: by }) }
  ctx.emit(PersonalDataErased.of({ ...facts(aCase), ground, values, files }))
  return standing(await caseStore.save(ctx, next, erasedPart(ctx.vault)))
}
