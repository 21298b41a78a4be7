import { jurisdictionOf, principalOf, problem } from '../../../kernel/index.ts'
import type { FilesApi } from '../../files/index.ts'
import type { AttachMaterial, CaseStanding } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import { requireScannable, requireWritable } from '../domain/case-life.ts'
import { reachable, standing } from '../domain/case.ts'
import type { Case } from '../domain/case.ts'
import * as caseStore from '../store/case-store.ts'
import * as materialStore from '../store/material-store.ts'
import { requireReach } from './case-step.ts'
import type { CasesContext } from './cases-context.ts'
import { requireAskedMaterials } from './check-application.ts'

/** A file whose bytes are in, and which no record names yet. */
export type StagedFile = Awaited<ReturnType<FilesApi['stage']>>

const MOST_FILES = 10

/**
 * 上传材料, its bytes already taken in. By the applicant while writing, by the window until acceptance is decided.
 * It names no version: several uploads run side by side, and none undoes another.
 */
export async function attachMaterial(
  ctx: CasesContext,
  input: AttachMaterial,
  staged: StagedFile,
): Promise<CaseStanding> {
  const { aCase } = await caseStore.lock(ctx.tx, input.caseId)
  requireMayAttach(ctx, aCase)
  const { materialId } = input
  requireAskedMaterials(await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion), [materialId])
  const files = (await materialStore.list(ctx, aCase.id)).filter((file) => file.materialId === materialId)
  if (files.length >= MOST_FILES) throw problem(casesProblems['too-many-files'], { most: MOST_FILES })
  // What is handed in for another is the other's, and goes with their account.
  const owner = principalOf(ctx.actor)
  const file = await ctx.files.store(ctx, staged, {
    jurisdiction: jurisdictionOf(aCase.division),
    ...(owner !== undefined && { accountId: owner }),
  })
  await ctx.files.link(ctx, { fileId: file.id, subject: aCase.id, ...reachable(aCase) })
  const { id: fileId, fileName, mediaType, bytes, sha256 } = file
  await materialStore.add(ctx, aCase.id, {
    materialId,
    fileId,
    fileName,
    mediaType,
    bytes,
    sha256,
    attachedAt: ctx.now,
  })
  return standing(await caseStore.save(ctx, aCase))
}

function requireMayAttach(ctx: CasesContext, aCase: Case): void {
  if (ctx.permit.allows('cases.apply', reachable(aCase))) {
    requireWritable(aCase, '上传材料')
    return
  }
  requireReach(ctx, aCase, 'cases.receive')
  requireScannable(aCase, '扫描材料')
}
