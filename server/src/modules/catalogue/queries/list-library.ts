import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { DraftContext } from '../actions/draft-context.ts'
import type {
  CompareItemVersions,
  GetDraftChoices,
  GetFormSource,
  ListItemDrafts,
  ListLibrary,
} from '../contract/draft-reads.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { compareContents, withCharge } from '../domain/compare-contents.ts'
import { PAPER_PLACES } from '../domain/paper-places.ts'
import { THEMES } from '../domain/themes.ts'
import * as draftStore from '../store/draft-store.ts'
import * as itemStore from '../store/item-store.ts'
import * as libraryStore from '../store/library-store.ts'
import { getItem } from './get-item.ts'
import { presentSummaries } from './get-item-draft.ts'
import { powerTypesOf, withTypeTitles } from './power-types.ts'

const PAGE = 20

export async function listItemDrafts(
  ctx: DraftContext,
  input: InputOf<typeof ListItemDrafts>,
): Promise<OutputOf<typeof ListItemDrafts>> {
  const { page = 1, pageSize = PAGE, ...asked } = input
  const reach = ctx.permit.reach(cataloguePermits.library.name)
  const { drafts, total } = await draftStore.listDrafts(ctx.tx, { ...asked, reach, page, pageSize })
  return { drafts: await presentSummaries(ctx, drafts), total, page, pageSize }
}

export async function listLibrary(
  ctx: Context,
  input: InputOf<typeof ListLibrary>,
): Promise<OutputOf<typeof ListLibrary>> {
  const { page = 1, pageSize = PAGE, ...asked } = input
  const reach = ctx.permit.reach(cataloguePermits.library.name)
  const filter = { ...asked, reach, today: ctx.today, page, pageSize }
  const { items, total } = await libraryStore.listLibrary(ctx.tx, filter)
  return { items, total, page, pageSize, organizations: await libraryStore.listDepartments(ctx.tx, reach) }
}

export async function getDraftChoices(ctx: DraftContext): Promise<OutputOf<typeof GetDraftChoices>> {
  const { jurisdiction } = ctx.actor
  return {
    powerTypes: (await powerTypesOf(ctx)).usableIn(jurisdiction).map(({ key, title }) => ({ key, title })),
    themes: THEMES.map(({ id, title }) => ({ id, title })),
    flows: await ctx.flows.usableDefinitions(ctx, jurisdiction),
    templates: await templateChoices(ctx),
    halls: await ctx.organizations.hallWindows(ctx, jurisdiction),
    forms: await libraryStore.listForms(ctx.tx, { jurisdiction, today: ctx.today }),
  }
}

/** At each place the standard one first. */
async function templateChoices(ctx: DraftContext): Promise<OutputOf<typeof GetDraftChoices>['templates']> {
  const usable = await ctx.documents.usableTemplates(ctx, ctx.actor.jurisdiction)
  return Object.entries(PAPER_PLACES).map(([place, { title, kinds }]) => {
    const others = usable.filter(({ kind, templateId }) => kinds.includes(kind) && templateId !== kinds[0])
    const choices = others.map(({ templateId, name }) => ({ templateId, name }))
    return { place, placeTitle: title, choices: [{ templateId: kinds[0]!, name: title }, ...choices] }
  })
}

export async function getFormSource(
  ctx: Context,
  { itemId }: InputOf<typeof GetFormSource>,
): Promise<OutputOf<typeof GetFormSource>> {
  const { form, licenceType, state } = await getItem(ctx, itemId)
  if (state === 'draft') throw problem(catalogueProblems['no-such-item'])
  return { form, ...(licenceType && { licenceType }) }
}

/** Any two versions that were published are public, and so is what changed between them. */
export async function compareItemVersions(
  ctx: Context,
  input: InputOf<typeof CompareItemVersions>,
): Promise<OutputOf<typeof CompareItemVersions>> {
  const contents = []
  for (const version of [input.from, input.to]) {
    const found = await itemStore.findInVersion(ctx.tx, input.itemId, version)
    if (!found) throw problem(catalogueProblems['no-such-item'])
    if (!found.version) throw problem(catalogueProblems['no-such-version'], { version })
    contents.push(withCharge(found.version.content))
  }
  const differences = compareContents(contents[0]!, contents[1]!)
  return { from: input.from, to: input.to, differences: await withTypeTitles(ctx, differences) }
}
