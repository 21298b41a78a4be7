import type { CalendarDate, Reachable } from '../../../kernel/index.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import type { LimitView } from '../../limits/contract/index.ts'
import type { RunningRule } from '../../catalogue/contract/index.ts'
import { ABILITIES } from '../contract/index.ts'
import type { Ability, CaseTask } from '../contract/index.ts'
import { followsItem } from '../domain/item-clause.ts'
import { isNotifyOver, isWritable } from '../domain/case-life.ts'
import { wasHandedIn } from '../domain/case.ts'
import { isErasable } from '../domain/erasure.ts'
import type { Case } from '../domain/case.ts'
import { TRANSITIONS, mayTransit } from '../domain/transitions.ts'
import type { CaseAction } from '../domain/transitions.ts'

interface Standing {
  readonly aCase: Case
  readonly row: Reachable
  readonly tasks: readonly CaseTask[]
  readonly limits: readonly LimitView[]
  /** Whether granting ends in a licence that must be made before delivery. */
  readonly isLicence: boolean
  /** What was laid down for running cases of the item, where it is suspended or abolished. */
  readonly rule: RunningRule
}

/** What this reader may do with the case now. The pages show buttons from it and hold no rule of their own. */
export function abilitiesOf(ctx: CasesContext, standing: Standing): Record<Ability, boolean> {
  const { aCase, row, rule } = standing
  const all = ordinaryAbilities(ctx, standing)
  if (rule === 'continue' || !followsItem(aCase)) return all
  const isEnding = rule === 'end' && ctx.permit.allows(TRANSITIONS.endWithItem.permit, row)
  const kept = ABILITIES.map((name) => [name, STANDING_ABILITIES.has(name) && all[name]])
  return { ...(Object.fromEntries(kept) as Record<Ability, boolean>), terminate: isEnding }
}

/** What is left while a case stands or ends with its item: the applicant may take it back, and it may be read and kept. */
const STANDING_ABILITIES: ReadonlySet<Ability> = new Set(['updateDraft', 'withdraw', 'reveal', 'hold', 'liftHold'])

function ordinaryAbilities({ permit, today }: CasesContext, standing: Standing): Record<Ability, boolean> {
  const { aCase, row, tasks, limits } = standing
  const may = (action: CaseAction): boolean =>
    mayTransit(aCase.state, action) && permit.allows(TRANSITIONS[action].permit, row)
  const mayAtWindow = (action: 'submitCorrection' | 'withdraw'): boolean =>
    mayTransit(aCase.state, action) && wasHandedIn(aCase) && permit.allows(TRANSITIONS[action].atWindow, row)
  const mine = (step: string): boolean =>
    aCase.suspension === undefined && tasks.some((task) => task.step === step && task.mine)
  const isOpen = (step: string): boolean => tasks.some((task) => task.step === step && task.state === 'open')
  const isRunning = aCase.state === 'accepted'
  const isInTime = !isNotifyOver(aCase, today)
  const isCorrectionOver = aCase.correctionDueOn !== undefined && today > aCase.correctionDueOn
  const isExtended = limits.some((limit) => limit.intervals.some((interval) => interval.kind === 'extended'))
  const mustMakeFirst = aCase.state === 'granted' && standing.isLicence
  return {
    updateDraft: isWritable(aCase) && permit.allows('cases.apply', row),
    submit: may('submit'),
    withdraw: may('withdraw') || (aCase.ownerId === undefined && mayAtWindow('withdraw')),
    submitCorrection: may('submitCorrection') || mayAtWindow('submitCorrection'),
    startPreReview: may('startPreReview'),
    returnBeforeReceipt: may('returnBeforeReceipt'),
    receive: may('receive'),
    requestCorrection: may('requestCorrection') && isInTime && aCase.correctionRequestedAt === undefined,
    accept: may('accept'),
    declineAcceptance: may('declineAcceptance') && isInTime,
    handle: isRunning && mine('handle') && permit.allows('cases.handle', row),
    review: isRunning && mine('review') && permit.allows('cases.review', row),
    approve: isRunning && mine('approve') && permit.allows('cases.approve', row),
    suspend: isRunning && aCase.suspension === undefined && permit.allows('cases.suspend', row),
    resume: aCase.suspension !== undefined && permit.allows('cases.suspend', row),
    extend: isRunning && !isExtended && permit.allows('cases.extend', row),
    makeLicence: may('makeLicence') && standing.isLicence,
    carryOut: aCase.state === 'granted' && mine('carry-out') && permit.allows('cases.carry-out', row),
    deliver: may('deliver') && !mustMakeFirst && !isOpen('carry-out'),
    archive: may('archive'),
    terminate: may('terminate') && isCorrectionOver,
    ...archivistAbilities(permit.allows('cases.erase', row), aCase, today),
    reveal: isShownInFull(aCase) && permit.allows('cases.reveal', row),
  }
}

function isShownInFull(aCase: Case): boolean {
  return wasHandedIn(aCase) && aCase.erasedAt === undefined && aCase.restrictedAt === undefined
}

/** 档案员: erases what need not be kept, holds what a dispute needs. */
function archivistAbilities(may: boolean, aCase: Case, today: CalendarDate): Pick<Record<Ability, boolean>, Erasing> {
  const isThere = may && wasHandedIn(aCase) && aCase.erasedAt === undefined
  return {
    erase: isThere && isErasable(aCase, today),
    hold: isThere && aCase.heldAt === undefined,
    liftHold: isThere && aCase.heldAt !== undefined,
  }
}

type Erasing = 'erase' | 'hold' | 'liftHold'
