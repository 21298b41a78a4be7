import { problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf } from '../../../kernel/index.ts'
import type { ImportItemDrafts, ImportReport } from '../contract/import-catalogue.ts'
import type { DraftContent } from '../contract/draft-content.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { isEqual } from '../domain/compare-contents.ts'
import { draftOf } from '../domain/draft-content.ts'
import { stateTitle } from '../domain/draft.ts'
import { placeOf } from '../domain/layers.ts'
import { keyOf, keyText } from '../domain/plan-import.ts'
import type { Candidate } from '../domain/plan-import.ts'
import { powerTypesOf } from '../queries/power-types.ts'
import * as importStore from '../store/import-store.ts'
import * as itemStore from '../store/item-store.ts'
import * as resolveStore from '../store/resolve-store.ts'
import type { LibraryCandidate, OpenDraft } from '../store/resolve-store.ts'
import { checkImportRow } from './check-import-row.ts'
import type { CheckedRow } from './check-import-row.ts'
import { flowChecker } from './check-item-flow.ts'
import { hallChecker } from './check-item-halls.ts'
import { tableChecker } from './check-item-tables.ts'
import { templateChecker } from './check-item-templates.ts'
import { importedFileChecker } from './check-material-files.ts'
import { beginDraft } from './create-item-draft.ts'
import type { Beginning } from './create-item-draft.ts'
import { actingStaff } from './draft-context.ts'
import type { DraftContext } from './draft-context.ts'
import { organizationFinder } from './find-organization.ts'
import { createReport } from './import-report.ts'
import type { Decision, Decisions } from './import-report.ts'
import { bytesOf } from './import-uploaded-catalogue.ts'
import { placeChecker } from './item-above.ts'
import { readImport } from './read-import.ts'
import type { Department } from './read-import.ts'

/** Each becomes a draft that somebody reviews: more at once nobody does. ▣ */
const MOST_DRAFTS = 1_000

/**
 * 导入为草稿. What a file holds becomes drafts of the department, each on its way through the reviews like one that was typed; the
 * bad rows stay behind with their reasons. The same file a second time changes nothing.
 * @throws catalogue/not-json, catalogue/not-a-workbook, catalogue/unknown-format, catalogue/too-many-rows
 */
export async function importItemDrafts(
  ctx: DraftContext,
  input: InputOf<typeof ImportItemDrafts>,
  file: IncomingFile,
): Promise<ImportReport> {
  actingStaff(ctx)
  const dryRun = input.dryRun ?? false
  const planned = await planDrafts(ctx, await bytesOf(file))
  if (!dryRun) for (const one of planned.drafts.values()) one.draftId = await write(ctx, one.beginning)
  if (dryRun || planned.drafts.size === 0) ctx.nothingChanged()
  const decide: Decisions = (candidate) => {
    const draftId = planned.drafts.get(candidate)?.draftId
    return { ...planned.decide(candidate), ...(draftId !== undefined && { draftId }) }
  }
  return createReport(planned.checked, decide, { ...planned.read, dryRun })
}

interface PlannedDrafts {
  readonly read: { format: ImportReport['format']; fileWarnings: readonly string[]; started: number }
  readonly checked: readonly CheckedRow[]
  readonly decide: Decisions
  readonly drafts: Map<Candidate, { readonly beginning: Beginning; draftId?: string }>
}

/** What would become of each row; items that would be changed are locked, so that it holds until it is done. */
export async function planDrafts(ctx: DraftContext, bytes: Buffer): Promise<PlannedDrafts> {
  const started = performance.now()
  const { format, rows, fileWarnings } = await readImport(ctx, bytes, await departmentOf(ctx))
  if (rows.length > MOST_DRAFTS)
    throw problem(catalogueProblems['too-many-rows'], { most: MOST_DRAFTS, count: rows.length })
  const rules = {
    checkFlow: flowChecker(ctx),
    checkTemplates: templateChecker(ctx),
    checkTables: tableChecker(ctx),
    checkFiles: importedFileChecker(ctx),
    checkHalls: hallChecker(ctx, 'warn'),
    checkPlace: placeChecker(ctx),
    types: await powerTypesOf(ctx),
    refuse: () => undefined,
    isForDraft: true,
  }
  const checked: CheckedRow[] = []
  for (const row of rows) checked.push(await checkImportRow(row, rules))
  const candidates = checked.flatMap(({ candidate }) => candidate ?? [])
  await importStore.takeTurn(ctx.tx)
  const library = await lookUp(ctx, candidates)
  const decisions = new Map<Candidate, Decision>()
  const drafts: PlannedDrafts['drafts'] = new Map()
  const seen = new Map<string, Candidate>()
  for (const candidate of candidates) {
    const twin = seen.get(keyText(keyOf(candidate.offer)))
    const decided: Decision & { beginning?: Beginning } = twin
      ? twinOf(twin, candidate)
      : await decide(ctx, candidate, library)
    if (!twin) seen.set(keyText(keyOf(candidate.offer)), candidate)
    decisions.set(candidate, decided)
    if (decided.beginning) drafts.set(candidate, { beginning: decided.beginning })
  }
  const decideRow: Decisions = (candidate) => decisionOnly(decisions.get(candidate)!)
  return { read: { format, fileWarnings, started }, checked, decide: decideRow, drafts }
}

function decisionOnly({ outcome, reason, draftId }: Decision): Decision {
  return { outcome, ...(reason !== undefined && { reason }), ...(draftId !== undefined && { draftId }) }
}

/** The department for which the actor drafts. */
async function departmentOf(ctx: DraftContext): Promise<Department | undefined> {
  const { areas } = ctx.permit.reach(cataloguePermits.draft.name)
  const organizationId = areas.find((area) => area.organizationId !== undefined)?.organizationId
  return organizationId === undefined ? undefined : await ctx.organizations.getOrganization(ctx, organizationId)
}

interface Library {
  readonly items: ReadonlyMap<string, LibraryCandidate>
  readonly draftsOfItems: ReadonlyMap<string, OpenDraft>
  readonly newDrafts: readonly OpenDraft[]
  readonly findOrganization: ReturnType<typeof organizationFinder>
}

async function lookUp(ctx: DraftContext, candidates: readonly Candidate[]): Promise<Library> {
  const keys = [...new Map(candidates.map(({ offer }) => [keyText(keyOf(offer)), keyOf(offer)])).values()]
  const known = await importStore.findKnown(ctx.tx, keys)
  const itemIds = known.map(({ itemId }) => itemId).toSorted()
  for (const itemId of itemIds) await itemStore.lockItem(ctx.tx, itemId)
  const found = await resolveStore.findByIds(ctx.tx, itemIds)
  const idOf = new Map(known.map((one) => [keyText(one), one.itemId]))
  const byId = new Map(found.map((one) => [one.itemId, one]))
  const codes = candidates.map(({ offer }) => offer.content.code)
  const drafts = await resolveStore.findOpenDrafts(ctx.tx, { itemIds, codes })
  return {
    items: new Map([...idOf].flatMap(([key, itemId]) => (byId.has(itemId) ? [[key, byId.get(itemId)!]] : []))),
    draftsOfItems: new Map(drafts.filter((one) => !one.isNew).map((one) => [one.itemId, one])),
    newDrafts: drafts.filter((one) => one.isNew),
    findOrganization: organizationFinder(ctx),
  }
}

function twinOf(twin: Candidate, candidate: Candidate): Decision {
  return twin.digest === candidate.digest
    ? { outcome: 'unchanged' }
    : { outcome: 'refused', reason: `与第 ${twin.row} 行是同一个事项，内容却不同，请只留一行` }
}

async function decide(
  ctx: DraftContext,
  { offer: { content, ...offer } }: Candidate,
  library: Library,
): Promise<Decision & { beginning?: Beginning }> {
  const known = library.items.get(keyText(keyOf({ ...offer, content })))
  const owner = known ?? (await ownerOf(content, library))
  if (!owner) return refused(`实施主体“${content.organizationName}”没有登记，请核对名称和编码`)
  if (!ctx.permit.allows(cataloguePermits.draft.name, owner))
    return refused(`“${content.organizationName}”的事项不在您的职权范围内，请由该部门导入`)
  if (known?.state === 'abolished') return refused('这个事项已经取消，不能再变更')
  const written = draftOf(content)
  if (known && isEqual(written, draftOf(known.content))) return { outcome: 'unchanged' }
  const open = known
    ? library.draftsOfItems.get(known.itemId)
    : library.newDrafts.find((one) => isDraftOf(one, written, owner.organizationId))
  if (open) return ofOpenDraft(open, written)
  const { division, organizationId } = owner
  const place = placeOf(known?.content ?? content)
  const about = known
    ? { itemId: known.itemId, baseVersion: known.version, division, organizationId, ...place }
    : { division, organizationId, ...place }
  return { outcome: known ? 'changed' : 'taken', beginning: { about, content: written } }
}

function refused(reason: string): Decision {
  return { outcome: 'refused', reason }
}

async function ownerOf(
  content: Candidate['offer']['content'],
  { findOrganization }: Library,
): Promise<{ division: string; organizationId: string } | undefined> {
  const found = await findOrganization(content)
  return found && { division: found.division, organizationId: found.id }
}

function isDraftOf(draft: OpenDraft, written: DraftContent, organizationId: string): boolean {
  return draft.code === written.code && draft.name === written.name && draft.organizationId === organizationId
}

function ofOpenDraft({ draftId, state, content }: OpenDraft, written: DraftContent): Decision {
  if (isEqual(content, written)) return { outcome: 'unchanged', draftId }
  const reason = `这个事项已经有一份草稿（${stateTitle(state)}），内容不同，请在那份草稿里修改`
  return { outcome: 'refused', reason, draftId }
}

async function write(ctx: DraftContext, beginning: Beginning): Promise<string> {
  const { draftId } = await beginDraft(ctx, beginning, ctx.actor.staffId)
  return draftId
}
