import type { Context } from '../../../platform/act/index.ts'
import type { DocumentsApi } from '../../documents/index.ts'
import type { ItemContent } from '../contract/item.ts'
import { STANDARD_DOCUMENTS } from '../domain/blank-content.ts'
import type { RowNotes } from '../domain/import-row.ts'
import { kindFault, PAPER_PLACES } from '../domain/paper-places.ts'
import type { PaperPlace } from '../domain/paper-places.ts'

type Usable = Awaited<ReturnType<DocumentsApi['usableTemplates']>>

/**
 * Whether the templates that an item names are there and of the kind that is issued. Lists of thousands name the standard
 * ones, which always are; others are looked up once a jurisdiction.
 */
export function templateChecker(
  ctx: Context & { readonly documents: Pick<DocumentsApi, 'usableTemplates'> },
): (content: ItemContent, notes: RowNotes) => Promise<void> {
  const known = new Map<string, Usable>()
  return async ({ division, documents, powerType }, notes) => {
    const jurisdiction = division.slice(0, 6)
    for (const place of Object.keys(PAPER_PLACES) as PaperPlace[]) {
      const templateId = documents[place]
      if (templateId === STANDARD_DOCUMENTS[place]) continue
      const usable = known.get(jurisdiction) ?? (await ctx.documents.usableTemplates(ctx, jurisdiction))
      known.set(jurisdiction, usable)
      const found = usable.find((one) => one.templateId === templateId)
      const fault = found ? kindFault(place, found.kind, powerType) : '它没有在这里发布'
      const { title } = PAPER_PLACES[place]
      if (fault !== undefined)
        notes.refuse(`${title}的文书模板“${found?.name ?? templateId}”不能用：${fault}`, 'documents', place)
    }
  }
}
