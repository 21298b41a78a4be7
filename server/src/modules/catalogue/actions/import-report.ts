import type { ImportReport, ImportedRow, RowOutcome } from '../contract/import-catalogue.ts'
import type { Candidate } from '../domain/plan-import.ts'
import type { CheckedRow } from './check-import-row.ts'

/** What becomes of a row that was found good. */
export interface Decision {
  readonly outcome: RowOutcome['outcome']
  /** Why it is refused all the same. */
  readonly reason?: string
  readonly draftId?: string
}

export type Decisions = (candidate: Candidate) => Decision

/** Warnings are for reading: a list without legal bases says so of every row, and the first few hundred tell it all. */
const MOST_WARNINGS = 300
const MOST_OUTCOMES = 1_000
const MOST_FINDINGS = 20

export function createReport(
  checked: readonly CheckedRow[],
  decide: Decisions,
  facts: { format: ImportReport['format']; fileWarnings: readonly string[]; started: number; dryRun: boolean },
): ImportReport {
  const outcomes = checked.map((row) => outcomeOf(row, decide))
  const count = (outcome: RowOutcome['outcome']) => outcomes.filter((one) => one.outcome === outcome).length
  const refused = checked.flatMap((row) => refusalOf(row, decide))
  const warned = checked.filter((row) => row.candidate && row.warnings.length > 0)
  const told = [...outcomes.filter(isRefused), ...outcomes.filter((one) => !isRefused(one))].slice(0, MOST_OUTCOMES)
  return {
    dryRun: facts.dryRun,
    format: facts.format,
    rows: checked.length,
    items: itemsOf(checked, decide),
    taken: count('taken'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    refused,
    warnings: warned
      .slice(0, MOST_WARNINGS)
      .map(({ row, label, warnings }) => ({ row, label, reasons: [...warnings] })),
    warningCount: warned.length,
    milliseconds: Math.round(performance.now() - facts.started),
    outcomes: told,
    fileWarnings: [...facts.fileWarnings],
  }
}

export function outcomeOf(checked: CheckedRow, decide: Decisions): RowOutcome {
  const { row, label, findings, candidate } = checked
  if (!candidate) return { row, label, outcome: 'refused', findings: findings.slice(0, MOST_FINDINGS) }
  const { outcome, reason, draftId } = decide(candidate)
  const also = reason === undefined ? [] : [{ level: 'error' as const, message: reason }]
  return {
    ...{ row, label, outcome, findings: [...also, ...findings].slice(0, MOST_FINDINGS) },
    ...(draftId !== undefined && { draftId }),
  }
}

function refusalOf({ row, label, reasons, candidate }: CheckedRow, decide: Decisions): ImportedRow[] {
  if (!candidate) return [{ row, label, reasons: [...reasons] }]
  const { outcome, reason } = decide(candidate)
  return outcome === 'refused' && reason !== undefined ? [{ row, label, reasons: [reason] }] : []
}

/** How many items are written: several rows may be versions of one. */
function itemsOf(checked: readonly CheckedRow[], decide: Decisions): number {
  const keys = checked.flatMap(({ candidate }) => {
    if (!candidate || !['taken', 'changed'].includes(decide(candidate).outcome)) return []
    const { sourceSystem, sourceKey, content } = candidate.offer
    return [`${content.division.slice(0, 6)} ${sourceSystem} ${sourceKey}`]
  })
  return new Set(keys).size
}

function isRefused({ outcome }: RowOutcome): boolean {
  return outcome === 'refused'
}
