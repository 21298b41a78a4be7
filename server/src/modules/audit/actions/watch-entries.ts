import { INSTALLATION, newPublicId } from '../../../kernel/index.ts'
import { PersonalDataRead, readPositions } from '../../../platform/ledger/index.ts'
import { RevealRefused } from '../../exports/contract/events.ts'
import { SignInFailed, SignedIn } from '../../identity/contract/events.ts'
import { AlertRaised } from '../contract/events.ts'
import type { WatchRuleName } from '../contract/watch-rules.ts'
import type { AuditContext } from '../queries/audit-context.ts'
import { tellWatchers } from './tell-watchers.ts'
import * as alertStore from '../store/alert-store.ts'
import type { Alert } from '../store/alert-store.ts'
import * as ruleStore from '../store/rule-store.ts'
import type { Rule } from '../store/rule-store.ts'
import * as watchStore from '../store/watch-store.ts'
import type { WatchedEntry } from '../store/watch-store.ts'

/** What a rule finds unusual among the entries of one window; none: nothing. */
type Judge = (
  ctx: AuditContext,
  entries: readonly WatchedEntry[],
) => Promise<readonly WatchedEntry[]> | readonly WatchedEntry[]

interface Watch {
  readonly kind: string
  /** Minutes that must have passed since: whoever opens a case and then works on it has looked at his own. */
  readonly delayMinutes: number
  /** Of one member of staff, or of all attempts in a county. */
  readonly of: 'staff' | 'county'
  readonly unusual: Judge
}

const SLACK_MINUTES = 90

const WATCHES: Readonly<Record<WatchRuleName, Watch>> = {
  'mass-look-ups': {
    kind: PersonalDataRead.kind,
    delayMinutes: 0,
    of: 'staff',
    unusual: (_ctx, entries) => distinct(entries),
  },
  'look-ups-without-case': { kind: PersonalDataRead.kind, delayMinutes: 120, of: 'staff', unusual: withoutCase },
  'off-hours-look-ups': { kind: PersonalDataRead.kind, delayMinutes: 0, of: 'staff', unusual: offHours },
  'reveals-beyond-limit': {
    kind: RevealRefused.kind,
    delayMinutes: 0,
    of: 'staff',
    unusual: (_ctx, entries) => entries,
  },
  'failed-sign-ins': { kind: SignInFailed.kind, delayMinutes: 0, of: 'county', unusual: (_ctx, entries) => entries },
  'two-places': { kind: SignedIn.kind, delayMinutes: 0, of: 'staff', unusual: (_ctx, entries) => entries },
}

const BATCH = 2_000
const MOST_IN_WINDOW = 5_000
const MOST_NAMED = 200
const MINUTE_MS = 60_000

/**
 * 异常预警: goes on in the index where it was, rule by rule. Its place and its alerts change together, so nothing is raised twice; and
 * the index may be made anew meanwhile.
 */
export async function watchEntries(ctx: AuditContext): Promise<void> {
  const raised: Alert[] = []
  for (const rule of ruleStore.RULE_NAMES) raised.push(...(await watchBy(ctx, rule)))
  await tellWatchers(ctx, raised)
}

async function watchBy(ctx: AuditContext, name: WatchRuleName): Promise<Alert[]> {
  const watch = WATCHES[name]
  const position = await watchStore.lockWatch(ctx.tx, name)
  if (position === undefined) return []
  const cutoff = ctx.now.getTime() - watch.delayMinutes * MINUTE_MS
  const fresh = await watchStore.entriesFrom(ctx.tx, { position, kind: watch.kind, limit: BATCH })
  const firstTooFresh = fresh.findIndex(({ recordedAt }) => recordedAt.getTime() > cutoff)
  const due = firstTooFresh === -1 ? fresh : fresh.slice(0, firstTooFresh)
  const raised: Alert[] = []
  for (const newest of newestOfEach(due, watch)) {
    const alert = await judge(ctx, { name, watch, newest, due })
    if (alert) raised.push(alert)
  }
  const last = due.at(-1)
  if (last) await watchStore.moveWatch(ctx.tx, name, last.position + 1)
  return raised
}

/** The newest entry of each person, or of each county: the window ends with it. */
function newestOfEach(entries: readonly WatchedEntry[], { of }: Watch): WatchedEntry[] {
  const newest = new Map<string, WatchedEntry>()
  for (const entry of entries) {
    if (of === 'staff' && entry.staffId === null) continue
    newest.set(of === 'staff' ? `${entry.staffId} ${entry.jurisdiction}` : entry.jurisdiction, entry)
  }
  return [...newest.values()]
}

async function judge(
  ctx: AuditContext,
  asked: { name: WatchRuleName; watch: Watch; newest: WatchedEntry; due: readonly WatchedEntry[] },
): Promise<Alert | undefined> {
  const { name, watch, newest } = asked
  const { jurisdiction, recordedAt: until } = newest
  const rule = (await ruleStore.rulesOf(ctx.tx, jurisdiction)).find((one) => one.rule === name)
  if (!rule?.isOn) return undefined
  const staffId = watch.of === 'staff' ? (newest.staffId ?? undefined) : undefined
  const after = new Date(until.getTime() - rule.windowMinutes * MINUTE_MS)
  if (await alertStore.wasRaised(ctx.tx, { jurisdiction, rule: name, staffId, since: after })) return undefined
  const found =
    name === 'two-places'
      ? await fromOtherPlaces(
          ctx,
          asked.due.filter((entry) => entry.staffId === staffId),
          rule.most,
        )
      : await unusualWithin(ctx, { watch, rule, staffId, jurisdiction, after, until })
  return found.length > 0 ? raise(ctx, { rule, jurisdiction, staffId, found }) : undefined
}

async function unusualWithin(
  ctx: AuditContext,
  of: { watch: Watch; rule: Rule; staffId: string | undefined; jurisdiction: string; after: Date; until: Date },
): Promise<readonly WatchedEntry[]> {
  const { watch, rule, staffId, jurisdiction, after, until } = of
  const window = { kind: watch.kind, staffId, jurisdiction, after, until, limit: MOST_IN_WINDOW }
  const entries = await watchStore.entriesWithin(ctx.tx, window)
  if (entries.length <= rule.most) return []
  const unusual = await watch.unusual(ctx, entries)
  return unusual.length > rule.most ? unusual : []
}

/** The newest look at each thing. */
function distinct(entries: readonly WatchedEntry[]): WatchedEntry[] {
  return [...new Map(entries.toReversed().map((entry) => [entry.subject, entry])).values()].toReversed()
}

async function withoutCase(ctx: AuditContext, entries: readonly WatchedEntry[]): Promise<WatchedEntry[]> {
  const looked = distinct(entries)
  const staffId = entries[0]?.staffId
  if (!staffId) return []
  const subjects = looked.flatMap(({ subject }) => subject ?? [])
  const strange = await watchStore.neverHandled(ctx.tx, staffId, subjects)
  return looked.filter(({ subject }) => subject !== null && strange.has(subject))
}

async function offHours(ctx: AuditContext, entries: readonly WatchedEntry[]): Promise<WatchedEntry[]> {
  const found: WatchedEntry[] = []
  for (const entry of entries) {
    const time = { division: entry.jurisdiction, at: entry.recordedAt, slackMinutes: SLACK_MINUTES }
    if (!(await ctx.isOfficeTime(ctx, time))) found.push(entry)
  }
  return found
}

async function fromOtherPlaces(
  ctx: AuditContext,
  entries: readonly WatchedEntry[],
  most: number,
): Promise<WatchedEntry[]> {
  const read = await readPositions(
    ctx,
    entries.map(({ position }) => position),
  )
  const several = new Set(
    read.filter(({ entry }) => Number(entry.body['otherPlaces'] ?? 0) > most).map(({ position }) => position),
  )
  return entries.filter(({ position }) => several.has(position))
}

async function raise(
  ctx: AuditContext,
  of: { rule: Rule; jurisdiction: string; staffId: string | undefined; found: readonly WatchedEntry[] },
): Promise<Alert> {
  const { rule, jurisdiction, staffId, found } = of
  const times = found.map(({ recordedAt }) => recordedAt.getTime())
  const alert: Alert = {
    id: newPublicId(jurisdiction),
    division: jurisdiction === INSTALLATION ? INSTALLATION : jurisdiction,
    rule: rule.rule,
    ...(staffId !== undefined && { staffId }),
    raisedAt: ctx.now,
    firstAt: new Date(Math.min(...times)),
    lastAt: new Date(Math.max(...times)),
    counted: found.length,
    most: rule.most,
    windowMinutes: rule.windowMinutes,
    positions: found.slice(0, MOST_NAMED).map(({ position }) => position),
    state: 'open',
    version: 1,
  }
  await alertStore.insertAlert(ctx.tx, alert)
  const { id: alertId, firstAt, lastAt, positions, division, counted, most, windowMinutes } = alert
  ctx.emit(
    AlertRaised.of({
      alertId,
      ...{ rule: rule.rule, division, counted, most, windowMinutes, ...(staffId !== undefined && { staffId }) },
      firstAt: firstAt.toISOString(),
      lastAt: lastAt.toISOString(),
      positions: [...positions],
    }),
  )
  return alert
}
