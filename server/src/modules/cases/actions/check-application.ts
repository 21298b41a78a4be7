import { problem } from '../../../kernel/index.ts'
import { isNeeded } from '../../catalogue/contract/index.ts'
import type { ServiceItem } from '../../catalogue/contract/index.ts'
import type { Answers } from '../contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import type { HandedIn } from '../domain/case.ts'
import { missingMaterials } from '../domain/materials.ts'
import type { MaterialFile } from '../store/material-store.ts'
import type { CasesContext } from './cases-context.ts'

/** What an application consists of. */
export interface Application {
  readonly answers: Answers
  readonly files: readonly MaterialFile[]
  readonly paperMaterialIds: readonly string[]
}

/**
 * What must hold before an application goes in: answers that fit the item's form, and each material that they make required.
 * @throws cases/answers-invalid with the fields, cases/materials-missing with the names
 */
export function checkApplication(ctx: CasesContext, item: ServiceItem, application: Application): void {
  const { answers, files, paperMaterialIds } = application
  requireValidAnswers(ctx, item, answers)
  const present = new Set([...files.map((file) => file.materialId), ...paperMaterialIds])
  const asked = item.materials.filter((material) => isNeeded(material, answers))
  const missing = missingMaterials(asked, present)
  if (missing.length === 0) return
  const fields = missing.map((material) => ({ path: `/materials/${material.id}`, message: `请上传“${material.name}”` }))
  throw problem(casesProblems['materials-missing'], { names: missing.map((material) => material.name) }, fields)
}

/** @throws cases/answers-invalid with the fields */
export function requireValidAnswers(ctx: CasesContext, item: ServiceItem, answers: Answers): void {
  const errors = ctx.catalogue.validateForm(item, answers)
  if (errors.length > 0) throw problem(casesProblems['answers-invalid'], {}, errors)
}

/** Nothing may be asked for, or taken, that the item's list does not name. @throws cases/material-unknown */
export function requireAskedMaterials(item: ServiceItem, materialIds: readonly (string | undefined)[]): void {
  const asked = new Set<string | undefined>(item.materials.map((material) => material.id))
  if (materialIds.some((id) => id !== undefined && !asked.has(id))) throw problem(casesProblems['material-unknown'])
}

/** What is handed in, as digests; that of the answers is keyed, because a plain one could be guessed at, name by name. */
export function handedIn(
  { vault }: CasesContext,
  { answers, files }: Pick<Application, 'answers' | 'files'>,
): HandedIn {
  return {
    answersDigest: vault.blind(JSON.stringify(answers), 'cases.answers digest').toString('hex'),
    files: files.map(({ materialId, sha256 }) => ({ materialId, sha256 })),
  }
}
