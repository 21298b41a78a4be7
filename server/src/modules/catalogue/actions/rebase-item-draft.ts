import type { InputOf } from '../../../kernel/index.ts'
import type { RebaseItemDraft } from '../contract/draft-acts.ts'
import type { DraftContent } from '../contract/draft-content.ts'
import type { DraftStanding } from '../contract/draft.ts'
import { ItemDraftRebased } from '../contract/events.ts'
import type { ItemContent } from '../contract/item.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { SECTION_NAMES, draftOf, partOf } from '../domain/draft-content.ts'
import { requireOpen } from '../domain/draft.ts'
import type { Draft } from '../domain/draft.ts'
import { mergeAdoption } from '../domain/merge-adoption.ts'
import { mergeContents } from '../domain/merge-drafts.ts'
import * as draftStore from '../store/draft-store.ts'
import type { StoredSection } from '../store/draft-store.ts'
import * as itemStore from '../store/item-store.ts'
import { actingStaff, latestVersion, newerParent, saveAct, standing, takeDraft } from './draft-context.ts'
import type { DraftContext } from './draft-context.ts'

/**
 * 改以新版为基础: a version of the item came in between (by an import), or one of the base item that it adopts. What the draft
 * changed stays, as far as the rules let it; the rest follows the new one.
 */
export async function rebaseItemDraft(
  ctx: DraftContext,
  input: InputOf<typeof RebaseItemDraft>,
): Promise<DraftStanding> {
  const staffId = actingStaff(ctx)
  const draft = await takeDraft(ctx, input, cataloguePermits.draft)
  requireOpen(draft, 'rebase')
  const next = await newerBases(ctx, draft)
  if (next.baseVersion === draft.baseVersion && next.parentVersion === draft.parentVersion) {
    ctx.nothingChanged()
    return standing(draft)
  }
  await writeMerged(ctx, { draft, next, editedBy: staffId })
  const { draftId, itemId, baseVersion = 0, parentVersion } = draft
  ctx.emit(
    ItemDraftRebased.of({
      draftId,
      itemId,
      from: baseVersion,
      to: next.baseVersion ?? 0,
      ...(parentVersion !== next.parentVersion && { parentFrom: parentVersion, parentTo: next.parentVersion }),
    }),
  )
  const editors = [...new Set([...draft.editors, staffId])]
  return saveAct(ctx, { ...draft, ...next, editors, editedAt: ctx.now })
}

type Bases = Pick<Draft, 'baseVersion' | 'parentVersion'>

async function newerBases(ctx: DraftContext, draft: Draft): Promise<Bases> {
  const latest = draft.baseVersion === undefined ? undefined : await latestVersion(ctx, draft.itemId)
  const baseVersion = latest?.version ?? draft.baseVersion
  const parentVersion = (await newerParent(ctx, draft)) ?? draft.parentVersion
  return {
    ...(baseVersion !== undefined && { baseVersion }),
    ...(parentVersion !== undefined && { parentVersion }),
  }
}

/** Merges the sections with what came in between, and saves those that it changes. */
export async function writeMerged(
  ctx: DraftContext,
  { draft, next, editedBy }: { draft: Draft; next: Bases; editedBy?: string },
): Promise<void> {
  const sections = await draftStore.listSections(ctx.tx, draft.draftId)
  const typed = Object.assign({}, ...sections.map(({ content }) => content)) as DraftContent
  const merged = await mergedFromAbove(ctx, {
    draft,
    next,
    ours: await mergedWithOwn(ctx, { draft, next, ours: typed }),
  })
  for (const stored of sections) {
    const section = SECTION_NAMES.find((name) => name === stored.section)!
    const saved: StoredSection = {
      section,
      content: partOf(merged, section),
      version: stored.version + 1,
      editedAt: ctx.now,
      ...(editedBy !== undefined && { editedBy }),
    }
    await draftStore.saveSection(ctx.tx, draft.draftId, saved)
  }
}

interface Merging {
  readonly draft: Draft
  readonly next: Bases
  readonly ours: DraftContent
}

async function mergedWithOwn(ctx: DraftContext, { draft, next, ours }: Merging): Promise<DraftContent> {
  const { itemId, baseVersion } = draft
  if (baseVersion === undefined || next.baseVersion === undefined || next.baseVersion === baseVersion) return ours
  const base = draftOf(await contentOf(ctx, itemId, baseVersion))
  const theirs = draftOf(await contentOf(ctx, itemId, next.baseVersion))
  return mergeContents({ base, ours, theirs }) as DraftContent
}

async function mergedFromAbove(ctx: DraftContext, { draft, next, ours }: Merging): Promise<DraftContent> {
  const { parentId, parentVersion } = draft
  if (parentId === undefined || parentVersion === undefined || next.parentVersion === undefined) return ours
  if (next.parentVersion === parentVersion) return ours
  const from = await contentOf(ctx, parentId, parentVersion)
  return mergeAdoption({ from, to: await contentOf(ctx, parentId, next.parentVersion), ours })
}

async function contentOf(ctx: DraftContext, itemId: string, version: number): Promise<ItemContent> {
  const found = await itemStore.findInVersion(ctx.tx, itemId, version)
  return found!.version!.content
}
