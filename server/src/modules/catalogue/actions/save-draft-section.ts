import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { SaveDraftSection } from '../contract/draft-acts.ts'
import type { DraftContent } from '../contract/draft-content.ts'
import { ItemDraftJoined } from '../contract/events.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { strayField } from '../domain/draft-content.ts'
import { lockedField } from '../domain/field-rules.ts'
import { placeOf } from '../domain/place-titles.ts'
import { requireOpen } from '../domain/draft.ts'
import type { Draft } from '../domain/draft.ts'
import * as draftStore from '../store/draft-store.ts'
import type { StoredSection } from '../store/draft-store.ts'
import { checkDraft } from './check-draft.ts'
import { actingStaff, takeDraft } from './draft-context.ts'
import { itemAbove } from './item-above.ts'
import type { DraftContext } from './draft-context.ts'

/**
 * 保存草稿的一个部分, as it was typed. Each part counts its own versions: whoever writes in another one is not in the way,
 * and who comes second to the same one is told who was first and loses nothing.
 */
export async function saveDraftSection(
  ctx: DraftContext,
  input: InputOf<typeof SaveDraftSection>,
): Promise<OutputOf<typeof SaveDraftSection>> {
  const staffId = actingStaff(ctx)
  const draft = await takeDraft(ctx, { draftId: input.draftId }, cataloguePermits.draft)
  requireOpen(draft, 'edit')
  const { section, content } = input
  const field = strayField(section, content)
  if (field !== undefined) throw problem(catalogueProblems['field-elsewhere'], { field })
  await requireUnlocked(ctx, draft, content)
  const sections = await draftStore.listSections(ctx.tx, draft.draftId)
  const found = sections.find((one) => one.section === section)!
  if (found.version !== input.version) throw await changedBy(ctx, found)
  const saved: StoredSection = { section, content, version: found.version + 1, editedBy: staffId, editedAt: ctx.now }
  await draftStore.saveSection(ctx.tx, draft.draftId, saved)
  const { name = draft.name, code = draft.code } = content
  const next: Draft = {
    ...draft,
    name: name.slice(0, 1000),
    code,
    editedAt: ctx.now,
    editors: [...new Set([...draft.editors, staffId])],
  }
  await draftStore.saveDraft(ctx.tx, next)
  if (draft.editors.includes(staffId)) ctx.nothingChanged()
  else ctx.emit(ItemDraftJoined.of({ draftId: draft.draftId, itemId: draft.itemId, section, staffId }))
  const all = sections.map((one) => (one.section === section ? saved : one))
  const { findings } = await checkDraft(ctx, next, all)
  return { version: saved.version, savedAt: ctx.now.toISOString(), findings: [...findings] }
}

/** @throws catalogue/field-locked */
async function requireUnlocked(ctx: DraftContext, draft: Draft, content: DraftContent): Promise<void> {
  const above = draft.layer === 'implementation' ? await itemAbove(ctx, draft) : undefined
  const locked = above && lockedField(above.version.content, content)
  if (locked !== undefined) throw problem(catalogueProblems['field-locked'], { field: placeOf({}, [locked]) })
}

async function changedBy(ctx: DraftContext, { editedBy, editedAt }: StoredSection): Promise<Error> {
  const names = await ctx.organizations.staffNames(ctx, editedBy === undefined ? [] : [editedBy])
  const who = editedBy === ctx.actor.staffId ? '您自己' : (names.get(editedBy ?? '') ?? '同事')
  return problem(catalogueProblems['section-changed'], { who, at: minuteOf(editedAt ?? ctx.now) })
}

function minuteOf(at: Date): string {
  return new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)
}
