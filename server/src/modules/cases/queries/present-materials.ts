import type { ServiceItem } from '../../catalogue/contract/index.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import type { CaseMaterial } from '../contract/index.ts'
import type { StoredCase } from '../store/case-store.ts'
import * as materialStore from '../store/material-store.ts'

/** Every material that the item asks for, with what came of it. */
export async function presentMaterials(
  ctx: CasesContext,
  { aCase, sealed }: StoredCase,
  item: ServiceItem,
): Promise<CaseMaterial[]> {
  // The contents are gone with the names: nothing is left to open.
  const files = aCase.erasedAt ? [] : await materialStore.list(ctx, aCase.id)
  return item.materials.map((material) => ({
    materialId: material.id,
    name: material.name,
    necessity: material.necessity,
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
