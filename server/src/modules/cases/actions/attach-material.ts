import { jurisdictionOf, problem } from '../../../kernel/index.ts'
import type { FilesApi } from '../../files/index.ts'
import type { AttachMaterial, CaseStanding, RemoveMaterial } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import type { Case } from '../domain/case.ts'
import { lockNewest, saveCase } from '../store/case-store.ts'
import { addMaterialFile, listMaterialFiles, removeMaterialFile } from '../store/material-store.ts'
import { reachable, standing, takeCase } from './case-step.ts'
import type { CasesContext } from './cases-context.ts'
import { requireWritable } from './update-draft.ts'

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
  const { aCase } = await lockNewest(ctx.tx, input.caseId)
  requireMayAttach(ctx, aCase)
  const item = await ctx.catalogue.getItem(ctx, aCase.itemId, aCase.itemVersion)
  if (!item.materials.some((material) => material.id === input.materialId))
    throw problem(casesProblems['material-unknown'])
  const files = (await listMaterialFiles(ctx, aCase.id)).filter((file) => file.materialId === input.materialId)
  if (files.length >= MOST_FILES) throw problem(casesProblems['too-many-files'], { most: MOST_FILES })
  const file = await ctx.files.store(ctx, staged, {
    jurisdiction: jurisdictionOf(aCase.division),
    ...(ctx.actor.accountId !== undefined && { accountId: ctx.actor.accountId }),
  })
  await ctx.files.link(ctx, { fileId: file.id, subject: aCase.id, ...reachable(aCase) })
  await addMaterialFile(ctx, aCase.id, {
    materialId: input.materialId,
    fileId: file.id,
    fileName: file.fileName,
    mediaType: file.mediaType,
    bytes: file.bytes,
    sha256: file.sha256,
    attachedAt: ctx.now,
  })
  return standing(await saveCase(ctx, aCase))
}

/** 删去一个文件, while writing; the file itself stays in the record of what was uploaded. */
export async function removeMaterial(ctx: CasesContext, input: RemoveMaterial): Promise<CaseStanding> {
  const { aCase } = await takeCase(ctx, input, 'cases.apply')
  requireWritable(aCase.state, '删去材料')
  await removeMaterialFile(ctx, aCase.id, input)
  ctx.nothingChanged()
  return standing(await saveCase(ctx, aCase))
}

function requireMayAttach(ctx: CasesContext, aCase: Case): void {
  if (ctx.permit.allows('cases.apply', reachable(aCase))) {
    requireWritable(aCase.state, '上传材料')
    return
  }
  ctx.permit.require('cases.receive', reachable(aCase))
  if (!['submitted', 'preReview', 'received', 'correction'].includes(aCase.state))
    requireWritable(aCase.state, '扫描材料')
}
