import { Problem, todayIn } from '../../kernel/index.ts'
import type { Actor, LedgerEvent, StandIn } from '../../kernel/index.ts'
import type { ArchivedYears } from '../archive/archived-years.ts'
import type { Clock } from '../clock/clock.ts'
import type { Database, DatabaseRole, Tx } from '../db/index.ts'
import { appendEvents } from '../ledger/append.ts'
import type { PendingEvent } from '../ledger/append.ts'
import type { EmitOptions } from '../ledger/entry.ts'
import { staleProblem } from '../ledger/stale.ts'
import type { StaleDescriptions } from '../ledger/stale.ts'
import { nextNumber } from '../numbers/numbers.ts'
import { PROOF_MINUTES, permitChecks, wallOf } from '../permits/index.ts'
import type { Vault } from '../vault/vault.ts'
import type { Context } from './context.ts'

export interface ActDeps {
  readonly database: Database
  readonly clock: Clock
  readonly vault: Vault
  readonly archives: ArchivedYears
  /** Told after each commit that entries wait for their positions. */
  readonly onRecorded?: () => void
  /** How entries and actors are named to a user. */
  readonly describe?: () => StaleDescriptions
  /** For how long a proof of who acts is fresh; absent: {@link PROOF_MINUTES}. */
  readonly proofMinutes?: number
}

export interface ActSettings {
  readonly actor: Actor
  readonly requestId: string
  /** `read`: read-only transaction; `write`: must emit; `record`: a read that may leave an entry (of itself). */
  readonly mode: 'read' | 'write' | 'record'
  readonly role?: DatabaseRole
  /** All statements see one moment: for reads that must agree with each other. */
  readonly snapshot?: boolean
  /** A statement for the first round trip, and what to do with its rows before the act runs. */
  readonly also?: string
}

/** A write that leaves no trace is a fault of ours, found by its first test. */
export class SilentWrite extends Error {
  override readonly name = 'SilentWrite'
}

/**
 * Runs one act or read in one transaction: opens it, says who acts, runs `fn`, what `fn` put off until the end,
 * then the ledger, then commits.
 */
export async function runAct<T>(
  deps: ActDeps,
  settings: ActSettings,
  fn: (ctx: Context, also: readonly Record<string, unknown>[]) => Promise<T>,
): Promise<T> {
  const events: PendingEvent[] = []
  const refusals: Problem[] = []
  const variables = {
    actor: settings.actor.accountId ?? settings.actor.systemName ?? settings.actor.kind,
    jurisdiction: settings.actor.jurisdiction,
  }
  const value = await deps.database.tx(
    settings.role ?? 'yiwang_app',
    {
      readOnly: settings.mode === 'read',
      ...(settings.snapshot && { snapshot: true }),
      variables,
      wall: wallOf(settings.actor),
      ...(settings.also && { also: settings.also }),
    },
    async (tx, also) => {
      const endings: (() => Promise<void>)[] = []
      const state: ActState = { silent: false }
      const ctx = createContext(deps, settings, { tx, events, endings, state })
      const result = await fn(ctx, also).catch((error: unknown) => keepRecorded(error, refusals))
      for (const ending of endings) await ending()
      if (settings.mode === 'write' && events.length === 0 && !state.silent) {
        throw new SilentWrite('a write emitted no ledger entry')
      }
      if (settings.mode !== 'read') await appendEvents(tx, events.map(inStead(state)), deps)
      return result
    },
  )
  if (events.length > 0) deps.onRecorded?.()
  if (refusals[0]) throw refusals[0]
  return value as T
}

/** What is only known when the act is over. */
interface ActState {
  silent: boolean
  standIn?: StandIn
  isStandInCertain?: boolean
}

/** An act that rests on a substitution is another's act, done by somebody: each of its entries names both. */
function inStead({ standIn }: ActState): (event: PendingEvent) => PendingEvent {
  return (event) => (standIn === undefined ? event : { ...event, actor: { ...event.actor, standIn } })
}

function noteStandIn(state: ActState, standIn: StandIn, isCertain: boolean): void {
  if (state.standIn && (state.isStandInCertain || !isCertain)) return
  state.standIn = standIn
  state.isStandInCertain = isCertain
}

/** A refusal that is itself an act lets the transaction commit and is thrown after it. */
function keepRecorded(error: unknown, refusals: Problem[]): undefined {
  if (!(error instanceof Problem) || !error.definition.isRecorded) throw error
  refusals.push(error)
}

function createContext(
  deps: ActDeps,
  settings: ActSettings,
  parts: { tx: Tx; events: PendingEvent[]; endings: (() => Promise<void>)[]; state: ActState },
): Context {
  const now = deps.clock.now()
  const { actor, requestId } = settings
  const ctx: Context = {
    tx: parts.tx,
    actor,
    now,
    today: todayIn(now),
    requestId,
    permit: permitChecks(actor, { now, minutes: deps.proofMinutes ?? PROOF_MINUTES }, (standIn, isCertain) =>
      noteStandIn(parts.state, standIn, isCertain),
    ),
    vault: deps.vault,
    archives: deps.archives,
    numbers: { next: (jurisdiction, series) => nextNumber(parts.tx, jurisdiction, series) },
    emit: (event: LedgerEvent, options: EmitOptions = {}) => {
      if (settings.mode === 'read') throw new Error(`${event.definition.kind} emitted in a read-only transaction`)
      parts.events.push({ event, actor, options })
    },
    beforeCommit: (work) => void parts.endings.push(work),
    nothingChanged: () => {
      parts.state.silent = true
    },
    stale: (stream, module) => staleProblem(ctx, { ...stream, module }, deps.describe?.()),
  }
  return ctx
}
