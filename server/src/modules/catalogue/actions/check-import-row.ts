import type { RowFinding } from '../contract/import-catalogue.ts'
import type { ItemContent } from '../contract/item.ts'
import { checkConsistency } from '../domain/check-consistency.ts'
import { checkContent } from '../domain/check-content.ts'
import { RowNotes } from '../domain/import-row.ts'
import type { CellPlace, ContentPath, ReadRow } from '../domain/import-row.ts'
import type { Candidate } from '../domain/plan-import.ts'
import type { PowerTypes } from '../domain/power-types.ts'
import { compileForm, contentFaults } from '../queries/validate-form.ts'
import { LAYOUT } from '../workbook/layout.ts'
import type { Field } from '../workbook/layout.ts'
import { stepsOf } from './check-draft.ts'
import type { flowChecker } from './check-item-flow.ts'
import type { hallChecker } from './check-item-halls.ts'
import type { tableChecker } from './check-item-tables.ts'
import type { templateChecker } from './check-item-templates.ts'
import type { importedFileChecker } from './check-material-files.ts'
import { digestOf } from './content-digest.ts'
import type { placeChecker } from './item-above.ts'

export interface CheckedRow {
  readonly row: number
  readonly label: string
  readonly reasons: readonly string[]
  readonly warnings: readonly string[]
  readonly findings: readonly RowFinding[]
  readonly candidate?: Candidate
}

export interface RowRules {
  readonly checkFlow: ReturnType<typeof flowChecker>
  readonly checkTemplates: ReturnType<typeof templateChecker>
  readonly checkTables: ReturnType<typeof tableChecker>
  readonly checkFiles: ReturnType<typeof importedFileChecker>
  readonly checkHalls: ReturnType<typeof hallChecker>
  readonly checkPlace: ReturnType<typeof placeChecker>
  readonly types: PowerTypes
  /** Why whoever imports may not bring in an item of this kind, if so. */
  readonly refuse: (content: ItemContent) => string | undefined
  /** What becomes a draft is held against what a draft must be in the end; it may still be mended there. */
  readonly isForDraft: boolean
}

const MOST_FAULTS = 10

/** Holds one row against all that an item must be, and says of everything where it stands. */
export async function checkImportRow(read: ReadRow, rules: RowRules): Promise<CheckedRow> {
  const { row, label, offer, cells } = read
  const notes = new RowNotes()
  const unread = new Set(cells?.unread.map(({ message }) => message))
  for (const reason of read.reasons) if (!unread.has(reason)) notes.refuse(reason)
  for (const warning of read.warnings) notes.warn(warning)
  if (offer) await checkOffer(offer.content, notes, { rules, cells })
  const findings = [
    ...(cells?.unread ?? []).map(({ place, message }) => told('error', message, place)),
    ...found(notes, read),
  ]
  const reasons = reasonsOf(findings, 'error')
  const warnings = reasonsOf(findings, 'warning')
  const isGood = offer !== undefined && reasons.length === 0
  return {
    ...{ row, label, reasons, warnings, findings },
    ...(isGood && { candidate: { row, label, offer, digest: digestOf(offer.content) } }),
  }
}

async function checkOffer(
  content: ItemContent,
  notes: RowNotes,
  { rules, cells }: { rules: RowRules; cells: ReadRow['cells'] },
): Promise<void> {
  const faults = contentFaults(content).map(({ path, message }) => ({ at: stepsOf(path), message }))
  const isUnread = (at: ContentPath) => {
    const place = cells?.placeOf(at)
    return cells?.unread.some((one) => isSame(one.place, place)) ?? false
  }
  // A cell that could not be read is missing besides: that is told once.
  const rest = faults.filter(({ at }) => !isUnread(at)).slice(0, MOST_FAULTS)
  for (const { at, message } of rest) notes.refuse(cells ? message : `${at.join('/') || '内容'}：${message}`, ...at)
  if (faults.length > 0) return
  checkMeaning(content, notes, rules)
  await rules.checkPlace(content, notes)
  await rules.checkHalls(content, notes)
  if (notes.reasons.length === 0) checkCompiles(content, notes)
  if (notes.reasons.length === 0) await rules.checkFlow(content, notes)
  if (notes.reasons.length === 0) await rules.checkTemplates(content, notes)
  if (notes.reasons.length === 0) await rules.checkTables(content, notes)
  await rules.checkFiles(content, notes)
  const refusal = rules.refuse(content)
  if (refusal !== undefined) notes.refuse(refusal, 'organizationName')
  if (rules.isForDraft) warnOfGaps(content, notes)
}

/** What a table does not hold (the form, the licence) is chosen in the draft: there it is no reason to leave the row behind. */
function checkMeaning(content: ItemContent, notes: RowNotes, { isForDraft, types }: RowRules): void {
  const found = new RowNotes()
  checkContent(content, found, types)
  for (const { level, at, message } of found.findings()) {
    const isLater = isForDraft && LAYOUT.get(at[0] as Field)?.at === 'rest'
    if (isLater) notes.warn(`${message}（${LATER}）`, ...at)
    else if (level === 'error') notes.refuse(message, ...at)
    else notes.warn(message, ...at)
  }
}

const LATER = '提交审核前在草稿里补正'

function warnOfGaps(content: ItemContent, notes: RowNotes): void {
  const gaps = new RowNotes()
  checkConsistency(content, gaps)
  for (const { message, at } of gaps.findings()) notes.warn(`${message}（${LATER}）`, ...at)
}

function checkCompiles(content: ItemContent, notes: RowNotes): void {
  if (Object.keys(content.form.schema.properties as object).length === 0) return
  try {
    compileForm(content.form)
  } catch (error) {
    notes.refuse(`表单结构不是有效的 JSON Schema 2020-12：${(error as Error).message.slice(0, 200)}`, 'form')
  }
}

function found(notes: RowNotes, { cells }: ReadRow): RowFinding[] {
  return notes.findings().map(({ level, at, message }) => told(level, message, cells?.placeOf(at)))
}

function told(level: RowFinding['level'], message: string, place: CellPlace | undefined): RowFinding {
  return { level, message, ...place }
}

/** Each sentence once; in a workbook with the cell in front. */
function reasonsOf(findings: readonly RowFinding[], level: RowFinding['level']): string[] {
  return [...new Set(findings.filter((one) => one.level === level).map(reasonOf))]
}

function reasonOf({ message, sheet, row, column }: RowFinding): string {
  if (sheet === undefined) return message
  const cell = [sheet, row === undefined ? '' : `第 ${row} 行`, column === undefined ? '' : `“${column}”`]
  return `${cell.filter((one) => one !== '').join(' ')}：${message}`
}

function isSame(one: CellPlace, other: CellPlace | undefined): boolean {
  return one.sheet === other?.sheet && one.row === other.row && one.column === other.column
}
