import { isNeeded } from '../../catalogue/contract/index.ts'
import type { ServiceItem } from '../../catalogue/contract/index.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import type { Answers, CaseMaterial } from '../contract/index.ts'
import { isDemanded } from '../domain/materials.ts'
import type { StoredCase } from '../store/case-store.ts'
import * as materialStore from '../store/material-store.ts'

/** Every material that the item asks for in this situation, with what came of it; and what came besides. */
export async function presentMaterials(
  ctx: CasesContext,
  { aCase, sealed }: StoredCase,
  { item, answers }: { item: ServiceItem; answers: Answers },
): Promise<CaseMaterial[]> {
  // The contents are gone with the names: nothing is left to open.
  const files = aCase.erasedAt ? [] : await materialStore.list(ctx, aCase.id)
  const cameOf = (id: string) =>
    sealed.paper_material_ids.includes(id) || files.some(({ materialId }) => materialId === id)
  const asked = item.materials.filter((material) => isNeeded(material, answers) || cameOf(material.id))
  return asked.map((material) => ({
    materialId: material.id,
    name: material.name,
    necessity: material.necessity,
    isDemanded: isDemanded(material) && isNeeded(material, answers),
    ...(material.notes !== undefined && { notes: material.notes }),
    paperReceived: sealed.paper_material_ids.includes(material.id),
    files: files
      .filter((file) => file.materialId === material.id)
      .map(({ fileId, fileName, mediaType, bytes, attachedAt }) => ({
        fileId,
        fileName,
        mediaType,
        bytes,
        attachedAt: attachedAt.toISOString(),
        href: `/api/files/${fileId}/content`,
      })),
  }))
}
