import type { InputOf } from '../../../kernel/index.ts'
import type { RebaseItemDraft } from '../contract/draft-acts.ts'
import type { DraftContent } from '../contract/draft-content.ts'
import type { DraftStanding } from '../contract/draft.ts'
import { ItemDraftRebased } from '../contract/events.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { SECTION_NAMES, draftOf, partOf } from '../domain/draft-content.ts'
import { requireOpen } from '../domain/draft.ts'
import { mergeContents } from '../domain/merge-drafts.ts'
import * as draftStore from '../store/draft-store.ts'
import * as itemStore from '../store/item-store.ts'
import { actingStaff, latestVersion, saveAct, standing, takeDraft } from './draft-context.ts'
import type { DraftContext } from './draft-context.ts'

/** 改以新版为基础: a version came in between (by an import). What the draft changed stays, the rest follows the new one. */
export async function rebaseItemDraft(
  ctx: DraftContext,
  input: InputOf<typeof RebaseItemDraft>,
): Promise<DraftStanding> {
  const staffId = actingStaff(ctx)
  const draft = await takeDraft(ctx, input, cataloguePermits.draft)
  requireOpen(draft, 'rebase')
  const latest = await latestVersion(ctx, draft.itemId)
  const { draftId, itemId, baseVersion } = draft
  if (baseVersion === undefined || !latest || latest.version === baseVersion) {
    ctx.nothingChanged()
    return standing(draft)
  }
  const [base, theirs] = [await contentOf(ctx, itemId, baseVersion), await contentOf(ctx, itemId, latest.version)]
  for (const stored of await draftStore.listSections(ctx.tx, draftId)) {
    const section = SECTION_NAMES.find((name) => name === stored.section)!
    const ways = { base: partOf(base, section), ours: stored.content, theirs: partOf(theirs, section) }
    const content = mergeContents(ways) as DraftContent
    const version = stored.version + 1
    await draftStore.saveSection(ctx.tx, draftId, { section, content, version, editedBy: staffId, editedAt: ctx.now })
  }
  ctx.emit(ItemDraftRebased.of({ draftId, itemId, from: baseVersion, to: latest.version }))
  const editors = [...new Set([...draft.editors, staffId])]
  return saveAct(ctx, { ...draft, baseVersion: latest.version, editors, editedAt: ctx.now })
}

async function contentOf(ctx: DraftContext, itemId: string, version: number): Promise<DraftContent> {
  const found = await itemStore.findInVersion(ctx.tx, itemId, version)
  return draftOf(found!.version!.content)
}
