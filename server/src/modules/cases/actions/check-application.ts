import { createHash } from 'node:crypto'
import { problem } from '../../../kernel/index.ts'
import type { ServiceItem } from '../../catalogue/contract/index.ts'
import type { Answers } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import { missingMaterials } from '../domain/materials.ts'
import type { HandedIn } from '../domain/case.ts'
import type { MaterialFile } from '../store/material-store.ts'
import type { CasesContext } from './cases-context.ts'

/**
 * What must hold before an application goes in: answers that fit the item's form, and each required material there.
 * @throws cases/answers-invalid with the fields, cases/materials-missing with the names
 */
export function checkApplication(
  ctx: CasesContext,
  item: ServiceItem,
  {
    answers,
    files,
    paperMaterialIds,
  }: { answers: Answers; files: readonly MaterialFile[]; paperMaterialIds: readonly string[] },
): void {
  const errors = ctx.catalogue.validateForm(item, answers)
  if (errors.length > 0) throw problem(casesProblems['answers-invalid'], {}, errors)
  const missing = missingMaterials(
    item.materials,
    new Set([...files.map((file) => file.materialId), ...paperMaterialIds]),
  )
  if (missing.length === 0) return
  const fields = missing.map((material) => ({ path: `/materials/${material.id}`, message: `请上传“${material.name}”` }))
  throw problem(casesProblems['materials-missing'], { names: missing.map((material) => material.name) }, fields)
}

/** What is handed in, as digests. */
export function handedIn(answers: Answers, files: readonly MaterialFile[]): HandedIn {
  return {
    answersDigest: createHash('sha256').update(JSON.stringify(answers)).digest('hex'),
    files: files.map(({ materialId, sha256 }) => ({ materialId, sha256 })),
  }
}
