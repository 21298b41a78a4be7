import { streamOf } from '../../../kernel/index.ts'
import { readWhatIsThere } from '../../../platform/ledger/index.ts'
import type { ReadEntry } from '../../../platform/ledger/index.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import * as caseEvents from '../contract/events.ts'
import type { TimelineEntry } from '../contract/index.ts'
import { countInWords } from '../domain/review-points.ts'
import { BY_OWNER, erasedText } from './present-erased.ts'

const TITLES = new Map<string, string>(Object.values(caseEvents).map(({ kind, title }) => [kind, title]))
/** Between officials: an applicant sees that a step was done and by whom, not what was written in it. */
const INTERNAL_WORDS = new Set<string>([caseEvents.StepCompleted.kind, caseEvents.CaseAccepted.kind])

/** What was done, and why the beginning is missing when its year's archive is not in its place. */
export interface ReadTimeline {
  readonly timeline: TimelineEntry[]
  readonly timelineGap?: string
}

/** The case's own acts, as the record has them, oldest first. Entries of limits, tasks and documents stand in the ledger view. */
export async function timelineOf(
  ctx: CasesContext,
  caseId: string,
  reader: 'applicant' | 'official',
): Promise<ReadTimeline> {
  const { entries, missing } = await readWhatIsThere(ctx, streamOf('case', caseId))
  const read = entries.filter(({ entry }) => TITLES.has(entry.kind))
  const names = await ctx.organizations.staffNames(ctx, [
    ...new Set(
      read.flatMap(({ entry, erased }) =>
        [entry.actor.staffId ?? [], entry.actor.insteadOf ?? [], erased?.byStaffId ?? []].flat(),
      ),
    ),
  ])
  const timeline = read.map((one) => present(one, names, reader))
  return { timeline, ...(missing && { timelineGap: missing.detail }) }
}

function present(
  { entry, digest, position, beside, erased }: ReadEntry,
  names: ReadonlyMap<string, string>,
  reader: 'applicant' | 'official',
): TimelineEntry {
  const { checked } = entry.body
  const said = [
    ...(Array.isArray(checked) ? [countInWords(checked as { passes: boolean }[])] : []),
    ...Object.values(beside),
    ...(erased ? [erasedText(erased.at, eraserName(erased.byStaffId, names))] : []),
  ]
  const words = reader === 'applicant' && INTERNAL_WORDS.has(entry.kind) ? [] : said
  return {
    seq: entry.seq,
    kind: entry.kind,
    title: titleOf(entry.kind, entry.body),
    actorName: actorName(entry.actor, names),
    occurredAt: entry.occurredAt,
    recordedAt: entry.recordedAt,
    digest,
    ...(position !== undefined && { position }),
    ...(entry.lateReason !== undefined && { lateReason: entry.lateReason }),
    ...(words.length > 0 && { text: words.join('；') }),
  }
}

const OUTCOMES: Readonly<Record<string, string>> = { pass: '同意', return: '退回', deny: '不同意' }

function titleOf(kind: string, body: Record<string, unknown>): string {
  const { stepName, outcome, deemed, granted, procedureName } = body
  if (kind === caseEvents.StepCompleted.kind)
    return `${String(stepName)}：${OUTCOMES[String(outcome)] ?? String(outcome)}`
  if (kind === caseEvents.CaseAccepted.kind && deemed === true) return '视为受理（逾期未告知）'
  if (kind === caseEvents.CaseDecided.kind) return granted === true ? '决定：准予' : '决定：不予批准'
  if (kind === caseEvents.CaseSuspended.kind) return `进入${String(procedureName)}，停止计时`
  return TITLES.get(kind) ?? kind
}

function actorName(actor: ReadEntry['entry']['actor'], names: ReadonlyMap<string, string>): string {
  if (actor.kind === 'staff') {
    const name = names.get(actor.staffId ?? '') ?? '工作人员'
    return actor.insteadOf === undefined ? name : `${name}（代${names.get(actor.insteadOf) ?? '工作人员'}）`
  }
  if (actor.mandateId !== undefined) return '代办人'
  return actor.kind === 'person' ? '申请人' : '系统'
}

function eraserName(staffId: string | undefined, names: ReadonlyMap<string, string>): string {
  return staffId === undefined ? BY_OWNER : (names.get(staffId) ?? '工作人员')
}
