import { createHash } from 'node:crypto'
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid'
import { joinPublicId } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { DocumentsApi } from '../../documents/index.ts'
import type { FlowsApi } from '../../flows/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import { CatalogueImported, ItemVersionPublished } from '../contract/events.ts'
import type { ImportReport } from '../contract/import-catalogue.ts'
import type { ItemContent } from '../contract/item.ts'
import { cataloguePermits } from '../contract/permits.ts'
import { keyOf, keyText, planImport } from '../domain/plan-import.ts'
import type { Candidate, ImportPlan, PlannedVersion, SourceKey } from '../domain/plan-import.ts'
import { themeTitle } from '../domain/themes.ts'
import { checkImportRow } from './check-import-row.ts'
import type { CheckedRow } from './check-import-row.ts'
import { flowChecker } from './check-item-flow.ts'
import { hallChecker } from './check-item-halls.ts'
import { tableChecker } from './check-item-tables.ts'
import { templateChecker } from './check-item-templates.ts'
import { importedFileChecker } from './check-material-files.ts'
import { organizationFinder, organizationKey } from './find-organization.ts'
import { createReport } from './import-report.ts'
import type { Decisions } from './import-report.ts'
import { placeChecker } from './item-above.ts'
import { readImport } from './read-import.ts'
import { powerTypesOf } from '../queries/power-types.ts'
import * as importStore from '../store/import-store.ts'
import type { NewItem, NewVersion } from '../store/import-store.ts'

export type CatalogueContext = Context & {
  readonly organizations: OrganizationsApi
  readonly flows: Pick<FlowsApi, 'checkForm' | 'tableLimits'>
  readonly documents: Pick<DocumentsApi, 'usableTemplates'>
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
 * @throws catalogue/not-json, catalogue/not-a-workbook, catalogue/unknown-format, catalogue/too-many-rows
 */
export async function importCatalogue(ctx: CatalogueContext, file: CatalogueFile): Promise<ImportReport> {
  const started = performance.now()
  const bytes = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength)
  const read = await readImport(ctx, bytes)
  const rules = {
    checkFlow: flowChecker(ctx),
    checkTemplates: templateChecker(ctx),
    checkTables: tableChecker(ctx),
    checkFiles: importedFileChecker(ctx),
    checkHalls: hallChecker(ctx, 'warn'),
    checkPlace: placeChecker(ctx),
    types: await powerTypesOf(ctx),
    refuse: outOfReach(ctx),
    isForDraft: false,
  }
  const checked: CheckedRow[] = []
  for (const row of read.rows) checked.push(await checkImportRow(row, rules))
  const candidates = checked.flatMap((row) => row.candidate ?? [])
  await importStore.takeTurn(ctx.tx)
  const known = await importStore.findKnown(ctx.tx, uniqueKeys(candidates))
  const plan = planImport(candidates, known, ctx.today)
  const importId = uuidv7()
  const isWritten = !file.dryRun && plan.versions.length > 0
  if (isWritten) await write(ctx, plan, importId)
  const { format, fileWarnings } = read
  const decided = decidedBy(plan)
  const report = createReport(checked, decided, { format, fileWarnings, started, dryRun: file.dryRun ?? false })
  if (!isWritten) {
    ctx.nothingChanged()
    return report
  }
  const { taken, changed, unchanged, refused } = report
  ctx.emit(
    CatalogueImported.of({
      importId,
      source: file.source.slice(0, 200),
      format,
      fileDigest: createHash('sha256').update(bytes).digest('hex'),
      taken,
      changed,
      unchanged,
      refused: refused.length,
    }),
  )
  return { importId, ...report }
}

/** The command line and the seed act as the system, which has no reach. */
function outOfReach(ctx: Context): (content: ItemContent) => string | undefined {
  return ({ division }) =>
    ctx.actor.kind === 'system' || ctx.permit.allows(cataloguePermits.manage.name, { division })
      ? undefined
      : `区划 ${division} 不在您的管辖范围内`
}

function decidedBy(plan: ImportPlan): Decisions {
  const refused = new Map(
    plan.refused.map(({ candidate, reason }) => [candidate, { outcome: 'refused', reason } as const]),
  )
  const written = new Map(
    plan.versions.map(({ candidate, itemId }) => [
      candidate,
      { outcome: itemId === undefined ? 'taken' : 'changed' } as const,
    ]),
  )
  return (candidate) => refused.get(candidate) ?? written.get(candidate) ?? { outcome: 'unchanged' }
}

function uniqueKeys(candidates: readonly Candidate[]): SourceKey[] {
  return [...new Map(candidates.map(({ offer }) => [keyText(keyOf(offer)), keyOf(offer)])).values()]
}

async function write(ctx: CatalogueContext, plan: ImportPlan, importId: string): Promise<void> {
  const findOrganization = organizationFinder(ctx)
  const items = new Map<string, NewItem>()
  const versions: NewVersion[] = []
  for (const planned of plan.versions) {
    const { content } = planned.candidate.offer
    const itemId = planned.itemId ?? itemIdOf(planned)
    const organizationId = await organizationIdOf(findOrganization, content)
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

/** An organ that is not registered gets an id made of its name and code. */
async function organizationIdOf(find: ReturnType<typeof organizationFinder>, content: ItemContent): Promise<string> {
  const jurisdiction = content.division.slice(0, 6)
  const key = organizationKey(content)
  return (await find(content))?.id ?? joinPublicId(jurisdiction, uuidv5(`organization ${key}`, NAMESPACE))
}
