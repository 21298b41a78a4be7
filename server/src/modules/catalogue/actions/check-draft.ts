import { problem } from '../../../kernel/index.ts'
import type { DraftFinding } from '../contract/draft.ts'
import type { ItemContent } from '../contract/item.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { checkConsistency } from '../domain/check-consistency.ts'
import { checkContent } from '../domain/check-content.ts'
import { pointer } from '../domain/compare-contents.ts'
import { assemble, frameOf, sectionOf } from '../domain/draft-content.ts'
import type { DraftFrame } from '../domain/draft-content.ts'
import type { Draft } from '../domain/draft.ts'
import { RowNotes } from '../domain/import-row.ts'
import type { ContentPath } from '../domain/import-row.ts'
import { lockedPart } from '../domain/field-rules.ts'
import { placeOf } from '../domain/place-titles.ts'
import { powerTypesOf } from '../queries/power-types.ts'
import { contentFaults } from '../queries/validate-form.ts'
import * as draftStore from '../store/draft-store.ts'
import * as itemStore from '../store/item-store.ts'
import type { StoredSection } from '../store/draft-store.ts'
import { flowChecker } from './check-item-flow.ts'
import { hallChecker } from './check-item-halls.ts'
import { checkDraftFiles } from './check-material-files.ts'
import { tableChecker } from './check-item-tables.ts'
import { templateChecker } from './check-item-templates.ts'
import { checkAbove, itemAbove } from './item-above.ts'
import type { ItemAbove } from './item-above.ts'
import type { DraftContext } from './draft-context.ts'

export interface CheckedDraft {
  /** As it would be published; an {@link ItemContent} when there is no error. */
  readonly content: unknown
  readonly findings: readonly DraftFinding[]
}

/** 核对草稿: all that keeps it from being published and all that deserves a look, each with its reason and its place. */
export async function checkDraft(
  ctx: DraftContext,
  draft: Draft,
  given?: readonly StoredSection[],
): Promise<CheckedDraft> {
  const sections = given ?? (await draftStore.listSections(ctx.tx, draft.draftId))
  const above = await itemAbove(ctx, draft)
  const former = await versionBefore(ctx, draft)
  const frame = { ...(await ownFrame(ctx, draft, former)), ...placeOfDraft(draft, above) }
  const content = assemble(
    sections.map((one) => one.content),
    frame,
  )
  const notes = new RowNotes()
  const faults = contentFaults(content)
  for (const { path, message } of faults) notes.refuse(message, ...stepsOf(path))
  const faulty = new Set(faults.map(({ path }) => path.split('/')[1]))
  const isWhole = (field: keyof ItemContent) => !faulty.has(field)
  checkConsistency(content as ItemContent, notes, isWhole)
  if (above) checkAbove(content as ItemContent, above.version.content, { notes, isWhole })
  if (isWhole('windows')) await hallChecker(ctx, 'refuse')(content as ItemContent, notes)
  if (faults.length === 0) {
    await checkMeaning(ctx, content as ItemContent, { notes, former })
    const before = [former, above?.version.content]
    await checkDraftFiles(ctx, content as ItemContent, { notes, draftId: draft.draftId, before })
  }
  return { content, findings: presentFindings(notes, content) }
}

async function checkMeaning(
  ctx: DraftContext,
  content: ItemContent,
  { notes, former }: { notes: RowNotes; former: ItemContent | undefined },
): Promise<void> {
  const types = await powerTypesOf(ctx)
  checkContent(content, notes, types)
  if (types.find(content.powerType)?.isRetired && former?.powerType !== content.powerType)
    notes.refuse('已经停用的权力类型不能再选', 'powerType')
  if (!notes.findings().some(({ level, at }) => level === 'error' && at[0] === 'form'))
    await flowChecker(ctx)(content, notes)
  await templateChecker(ctx)(content, notes)
  await tableChecker(ctx)(content, notes)
}

async function versionBefore(ctx: DraftContext, { itemId, baseVersion }: Draft): Promise<ItemContent | undefined> {
  if (baseVersion === undefined) return undefined
  const found = await itemStore.findInVersion(ctx.tx, itemId, baseVersion)
  return found?.version?.content
}

/** What the department does not write: its own name and code, and what the version before had of it. */
async function ownFrame(ctx: DraftContext, draft: Draft, former: ItemContent | undefined): Promise<DraftFrame> {
  if (former) {
    const { division, organizationName, organizationCode, documents, isDemo } = former
    return {
      division,
      organizationName,
      documents,
      isDemo,
      ...(organizationCode !== undefined && { organizationCode }),
    }
  }
  const { name, code } = await ctx.organizations.getOrganization(ctx, draft.organizationId)
  return frameOf({ division: draft.division, name, code })
}

/** Where it stands among the layers, and what the base item says for all. */
function placeOfDraft({ layer, parentId, parentVersion }: Draft, above: ItemAbove | undefined): Partial<ItemContent> {
  return {
    ...(layer === 'implementation' && above && lockedPart(above.version.content)),
    ...(layer !== 'implementation' && { layer }),
    ...(parentId !== undefined && { parentId }),
    ...(parentVersion !== undefined && { parentVersion }),
  }
}

/** An error at a place silences a warning there: it is told once, by who says more. */
function presentFindings(notes: RowNotes, content: unknown): DraftFinding[] {
  const refused = new Set(notes.findings().flatMap(({ level, at }) => (level === 'error' ? pointer(at) : [])))
  const seen = new Set<string>()
  return notes.findings().flatMap(({ level, at, message }) => {
    const path = pointer(at)
    const key = `${path} ${message}`
    if (seen.has(key) || (level === 'warning' && refused.has(path))) return []
    seen.add(key)
    return { level, section: sectionOf(String(at[0] ?? '')), path, place: placeOf(content, at), message }
  })
}

export function stepsOf(path: string): ContentPath {
  return path
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')))
}

/** @throws catalogue/draft-has-errors, with each at its field */
export function requireNoErrors({ findings }: CheckedDraft): void {
  const errors = findings.filter(({ level }) => level === 'error')
  if (errors.length === 0) return
  const fields = errors.map(({ path, place, message }) => ({ path, message: place ? `${place}：${message}` : message }))
  throw problem(catalogueProblems['draft-has-errors'], { count: errors.length }, fields)
}
