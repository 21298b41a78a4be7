import { createHash } from 'node:crypto'
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid'
import { joinPublicId, problem } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { FlowsApi } from '../../flows/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import { CatalogueImported, ItemVersionPublished } from '../contract/events.ts'
import type { ImportReport, ImportedRow } from '../contract/import-catalogue.ts'
import type { ItemContent } from '../contract/item.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { checkContent } from '../domain/check-content.ts'
import { RowNotes } from '../domain/import-row.ts'
import type { ReadRow } from '../domain/import-row.ts'
import { keyOf, keyText, planImport } from '../domain/plan-import.ts'
import type { Candidate, ImportPlan, PlannedVersion, SourceKey } from '../domain/plan-import.ts'
import { readCatalogueFile } from '../domain/read-file.ts'
import { themeTitle } from '../domain/themes.ts'
import { flowChecker } from './check-item-flow.ts'
import { digestOf } from './content-digest.ts'
import { compileForm, contentErrors } from '../queries/validate-form.ts'
import * as importStore from '../store/import-store.ts'
import type { NewItem, NewVersion } from '../store/import-store.ts'

export type CatalogueContext = Context & {
  readonly organizations: OrganizationsApi
  readonly flows: Pick<FlowsApi, 'checkForm'>
}

export interface CatalogueFile {
  /** As the operator knows it: a file name. */
  readonly source: string
  readonly bytes: Uint8Array
  readonly dryRun?: boolean
}

/**
 * 导入事项. Every row stands for itself: a bad one is refused with its reason and the others are taken. The same file a
 * second time changes nothing; a version that was published is never rewritten.
 * @throws catalogue/not-json, catalogue/unknown-format, catalogue/too-many-rows
 */
export async function importCatalogue(ctx: CatalogueContext, file: CatalogueFile): Promise<ImportReport> {
  const started = performance.now()
  const read = readCatalogueFile(parse(file.bytes))
  const checkFlow = flowChecker(ctx)
  const checked: CheckedRow[] = []
  for (const row of read.rows) checked.push(await checkRow(ctx, row, checkFlow))
  const candidates = checked.flatMap((row) => row.candidate ?? [])
  await importStore.takeTurn(ctx.tx)
  const known = await importStore.findKnown(ctx.tx, uniqueKeys(candidates))
  const plan = planImport(candidates, known, ctx.today)
  const importId = uuidv7()
  const isWritten = !file.dryRun && plan.versions.length > 0
  if (isWritten) await write(ctx, plan, importId)
  const report = createReport(checked, plan, { format: read.format, started, dryRun: file.dryRun ?? false })
  if (!isWritten) {
    ctx.nothingChanged()
    return report
  }
  const { taken, changed, unchanged, refused } = report
  ctx.emit(
    CatalogueImported.of({
      importId,
      source: file.source.slice(0, 200),
      format: read.format,
      fileDigest: createHash('sha256').update(file.bytes).digest('hex'),
      taken,
      changed,
      unchanged,
      refused: refused.length,
    }),
  )
  return { importId, ...report }
}

interface CheckedRow {
  readonly row: number
  readonly label: string
  readonly reasons: readonly string[]
  readonly warnings: readonly string[]
  readonly candidate?: Candidate
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw problem(catalogueProblems['not-json'], { reason: (error as Error).message.slice(0, 200) })
  }
}

async function checkRow(ctx: Context, read: ReadRow, checkFlow: ReturnType<typeof flowChecker>): Promise<CheckedRow> {
  const { row, label, offer, reasons, warnings } = read
  const notes = new RowNotes()
  reasons.forEach((reason) => notes.refuse(reason))
  warnings.forEach((warning) => notes.warn(warning))
  if (!offer) return { row, label, ...notes }
  const shape = contentErrors(offer.content)
  shape.slice(0, 10).forEach((reason) => notes.refuse(reason))
  if (shape.length === 0) {
    checkContent(offer.content, notes)
    if (notes.reasons.length === 0) checkCompiles(offer.content, notes)
    if (notes.reasons.length === 0) await checkFlow(offer.content, notes)
    if (!mayManage(ctx, offer.content.division)) notes.refuse(`区划 ${offer.content.division} 不在您的管辖范围内`)
  }
  if (notes.reasons.length > 0) return { row, label, ...notes }
  return { row, label, ...notes, candidate: { row, label, offer, digest: digestOf(offer.content) } }
}

function checkCompiles(content: ItemContent, notes: RowNotes): void {
  if (Object.keys(content.form.schema.properties as object).length === 0) return
  try {
    compileForm(content.form)
  } catch (error) {
    notes.refuse(`表单结构不是有效的 JSON Schema 2020-12：${(error as Error).message.slice(0, 200)}`)
  }
}

/** The command line and the seed act as the system, which has no reach. */
function mayManage(ctx: Context, division: string): boolean {
  return ctx.actor.kind === 'system' || ctx.permit.allows(cataloguePermits.manage.name, { division })
}

function uniqueKeys(candidates: readonly Candidate[]): SourceKey[] {
  return [...new Map(candidates.map(({ offer }) => [keyText(keyOf(offer)), keyOf(offer)])).values()]
}

async function write(ctx: CatalogueContext, plan: ImportPlan, importId: string): Promise<void> {
  const organizationOf = organizationFinder(ctx)
  const items = new Map<string, NewItem>()
  const versions: NewVersion[] = []
  for (const planned of plan.versions) {
    const { content } = planned.candidate.offer
    const itemId = planned.itemId ?? itemIdOf(planned)
    const organizationId = await organizationOf(content)
    const { effectiveOn, version } = planned
    const first = items.get(itemId)
    if (!planned.itemId && (!first || first.effectiveOn > effectiveOn)) {
      const { sourceSystem, sourceKey } = planned.key
      items.set(itemId, { itemId, sourceSystem, sourceKey, division: content.division, organizationId, effectiveOn })
    }
    const digest = Buffer.from(planned.candidate.digest, 'hex')
    const themeTitles = content.themes.map(themeTitle)
    versions.push({ itemId, version, effectiveOn, organizationId, content, themeTitles, digest })
  }
  await importStore.insertItems(ctx.tx, [...items.values()], ctx.now)
  await importStore.insertVersions(ctx.tx, versions, { importId, now: ctx.now, today: ctx.today })
  for (const version of versions) ctx.emit(published(version, importId))
}

function published({ itemId, version, effectiveOn, organizationId, content, digest }: NewVersion, importId: string) {
  return ItemVersionPublished.of({
    itemId,
    version,
    code: content.code,
    name: content.name,
    powerType: content.powerType,
    division: content.division,
    organizationId,
    effectiveOn,
    contentDigest: digest.toString('hex'),
    importId,
  })
}

/** Any UUID, for good: names of items and organs that have no id of ours are hashed under it. */
const NAMESPACE = '5b6b2f0e-63a5-4a0f-9c55-0d7c1c4b8f52'

/** The source's own UUID, or one made of its key: importing into an empty database gives the same ids again. */
function itemIdOf({ key, candidate }: PlannedVersion): string {
  const id = candidate.offer.itemUuid ?? uuidv5(`item ${keyText(key)}`, NAMESPACE)
  return joinPublicId(key.jurisdiction, id)
}

/** 实施主体 by its opaque code, then by its name; an organ that is not registered gets an id made of the two. */
function organizationFinder(ctx: CatalogueContext): (content: ItemContent) => Promise<string> {
  const found = new Map<string, string>()
  return async ({ division, organizationCode: code, organizationName: name }) => {
    const jurisdiction = division.slice(0, 6)
    const cacheKey = `${jurisdiction} ${code ?? ''} ${name}`
    const cached = found.get(cacheKey)
    if (cached !== undefined) return cached
    const registered =
      (code !== undefined ? await ctx.organizations.findOrganizationByCode(ctx, { jurisdiction, code }) : undefined) ??
      (await ctx.organizations.findOrganizationByName(ctx, { jurisdiction, name }))
    const id = registered?.id ?? joinPublicId(jurisdiction, uuidv5(`organization ${cacheKey}`, NAMESPACE))
    found.set(cacheKey, id)
    return id
  }
}

/** Warnings are for reading: a list without legal bases says so of every row, and the first few hundred tell it all. */
const MOST_WARNINGS = 300

function createReport(
  checked: readonly CheckedRow[],
  plan: ImportPlan,
  facts: { format: ImportReport['format']; started: number; dryRun: boolean },
): ImportReport {
  const refused: ImportedRow[] = [
    ...checked
      .filter((row) => !row.candidate)
      .map(({ row, label, reasons }) => ({ row, label, reasons: [...reasons] })),
    ...plan.refused.map(({ candidate, reason }) => ({ row: candidate.row, label: candidate.label, reasons: [reason] })),
  ].sort((a, b) => a.row - b.row)
  const warned = checked.filter((row) => row.candidate && row.warnings.length > 0)
  return {
    dryRun: facts.dryRun,
    format: facts.format,
    rows: checked.length,
    items: new Set(plan.versions.map((one) => keyText(one.key))).size,
    taken: plan.versions.filter((one) => one.itemId === undefined).length,
    changed: plan.versions.filter((one) => one.itemId !== undefined).length,
    unchanged: plan.unchanged,
    refused,
    warnings: warned
      .slice(0, MOST_WARNINGS)
      .map(({ row, label, warnings }) => ({ row, label, reasons: [...warnings] })),
    warningCount: warned.length,
    milliseconds: Math.round(performance.now() - facts.started),
  }
}
