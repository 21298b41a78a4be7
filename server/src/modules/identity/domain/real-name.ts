/** 实名核验方式: the kinds of source that can say whether somebody is who they say. */
export type CheckKind = 'phone' | 'population' | 'face' | 'bank-card' | 'certificate'

/** What can stand behind a level: a check here, or the word of an upstream provider or an authority of certificates that made such checks itself. */
export type Ground = CheckKind | 'upstream' | 'digital-certificate'

/** 实名等级: 0 nothing, 1 a phone, 2 name and citizen id, 3 the person themselves. */
export type RealNameLevel = 0 | 1 | 2 | 3

/** A level is reached when any of these sets of checks has been passed and none of the set has run out. */
export type LevelRules = Readonly<Record<'1' | '2' | '3', readonly (readonly CheckKind[])[]>>

/** 实名等级, as 政务服务 platforms read it: 1 by phone, 2 by the population base, 3 by face, bank card or network certificate beside it. */
export const LEVEL_RULES: LevelRules = {
  '1': [['phone']],
  '2': [['population']],
  '3': [
    ['population', 'face'],
    ['population', 'bank-card'],
    ['population', 'certificate'],
  ],
}

/** Where no source for phones is connected, what a person states is level 1. */
export const STATED_RULES: LevelRules = { ...LEVEL_RULES, '1': [[]] }

/** One check that was passed: by which source, when, and until when it counts. */
export interface PassedCheck {
  readonly kind: Ground
  /** Of an upstream provider or a certificate: the level that its word carries by itself. */
  readonly gives?: number
  readonly source: string
  readonly passedAt: Date
  readonly validUntil?: Date
}

/** Where a person stands: the level, the check that gave it, and what is left when the first needed check runs out. */
export interface Standing {
  readonly level: RealNameLevel
  readonly by?: PassedCheck
  readonly until?: Date
  readonly then?: RealNameLevel
}

const LEVELS = ['3', '2', '1'] as const

export function standingOf(checks: readonly PassedCheck[], rules: LevelRules, now: Date): Standing {
  const counting = checks.filter((check) => isCounting(check, now))
  for (const level of LEVELS) {
    const sets = setsFor(level, counting, rules)
    if (sets.length === 0) continue
    const needed = longestOf(sets)
    const by = needed.toSorted((one, other) => other.passedAt.getTime() - one.passedAt.getTime())[0]
    const until = endOf(needed)
    return {
      level: Number(level) as RealNameLevel,
      ...(by && { by }),
      ...(until && { until, then: standingOf(counting, rules, until).level }),
    }
  }
  return { level: 0 }
}

/** Levels that one more check of this kind would open up, highest first; none when it would change nothing. */
export function levelWith(
  kind: CheckKind,
  checks: readonly PassedCheck[],
  rules: LevelRules,
  now: Date,
): RealNameLevel {
  const others = checks.filter((check) => check.kind !== kind)
  return standingOf([...others, { kind, source: '', passedAt: now }], rules, now).level
}

/** The level that an account has now: what was written down may have run out since. */
export function currentLevel(
  account: { readonly realNameLevel: number; readonly realNameUntil?: Date; readonly realNameThen?: number },
  now: Date,
): number {
  if (account.realNameUntil === undefined || now < account.realNameUntil) return account.realNameLevel
  return account.realNameThen ?? 0
}

/** A check counts until so many months after the day it was passed. */
export function validUntil(passedAt: Date, months: number | undefined): Date | undefined {
  if (months === undefined) return undefined
  const until = new Date(passedAt)
  until.setUTCMonth(until.getUTCMonth() + months)
  // 31 January and one month is the end of February, not the beginning of March.
  if (until.getUTCDate() !== passedAt.getUTCDate()) until.setUTCDate(0)
  return until
}

/** 法人实名: 1 registered at a window, 2 the register names this legal representative, 3 who is at level 3 themselves. */
export function companyLevel(representativeLevel: number): 2 | 3 {
  return representativeLevel >= 3 ? 3 : 2
}

function isCounting(check: PassedCheck, now: Date): boolean {
  return check.validUntil === undefined || now < check.validUntil
}

/** The checks by which a level is reached, in each way in which it is. */
function setsFor(level: keyof LevelRules, counting: readonly PassedCheck[], rules: LevelRules): PassedCheck[][] {
  const has = (kind: CheckKind) => counting.some((check) => check.kind === kind)
  const isIn = (set: readonly CheckKind[]) => (check: PassedCheck) => set.some((kind) => kind === check.kind)
  const own = rules[level].filter((set) => set.every(has)).map((set) => counting.filter(isIn(set)))
  const carried = counting.filter((check) => (check.gives ?? 0) >= Number(level)).map((check) => [check])
  return [...own, ...carried]
}

/** Of several ways to have reached a level the one that holds longest is the one that counts. */
function longestOf(sets: readonly PassedCheck[][]): PassedCheck[] {
  const timeOf = (set: PassedCheck[]) => endOf(set)?.getTime() ?? Number.POSITIVE_INFINITY
  return sets.reduce((best, set) => (timeOf(set) > timeOf(best) ? set : best))
}

function endOf(checks: readonly PassedCheck[]): Date | undefined {
  const times = checks.flatMap((check) => (check.validUntil ? [check.validUntil.getTime()] : []))
  return times.length === 0 ? undefined : new Date(Math.min(...times))
}
