import { problem, streamOf } from '../../../kernel/index.ts'
import { erasePersonal } from '../../../platform/ledger/index.ts'
import type { CaseStanding, ErasePersonalData, ErasureGround } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import { PersonalDataErased } from '../contract/events.ts'
import { facts, standing } from '../domain/case.ts'
import type { Case } from '../domain/case.ts'
import { ENDED_STATES, requireErasable } from '../domain/erasure.ts'
import * as caseStore from '../store/case-store.ts'
import * as materialStore from '../store/material-store.ts'
import { erasedPart } from '../store/sealed-case.ts'
import { takeCase } from './case-step.ts'
import type { CasesContext } from './cases-context.ts'

/**
 * 删除个人信息 (个人信息保护法 art. 47) of a case that has ended and need not be kept: everywhere it lies, the values beside the
 * ledger's entries too. What was done, by which office and when, stays.
 * @throws cases/not-erasable
 */
export async function erasePersonalData(ctx: CasesContext, input: ErasePersonalData): Promise<CaseStanding> {
  const { aCase, sealed } = await takeCase(ctx, input, 'cases.erase')
  ctx.permit.requireProof()
  requireErasable(aCase, ctx.today)
  const { id } = aCase
  if (
    await caseStore.hasOtherRunning(ctx.tx, { caseId: id, codeBlind: sealed.applicant_code_blind, ended: ENDED_STATES })
  )
    throw problem(casesProblems['not-erasable'], { why: '申请人还有办理中的办件' })
  if ((await ctx.licences.findValid(ctx, [id])).has(id))
    throw problem(casesProblems['not-erasable'], { why: '由它颁发的证照仍然有效' })

  return eraseCase(ctx, aCase, input.ground)
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
  const by = ctx.actor.staffId
  const next = { ...aCase, erasedAt: ctx.now, ...(by !== undefined && { erasedBy: by }) }
  ctx.emit(PersonalDataErased.of({ ...facts(aCase), ground, values, files }))
  return standing(await caseStore.save(ctx, next, erasedPart(ctx.vault)))
}
