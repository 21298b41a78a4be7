import type { CheckKind } from './real-name.ts'

/** 找回密码: by what somebody who forgot the password shows who they are. `factor` is an official's own second factor. */
export type RecoveryProof = CheckKind | 'passkey' | 'window' | 'reset' | 'factor'

type Sets = readonly (readonly RecoveryProof[])[]

export interface RecoveryRules {
  /** Any of these sets leads to a new password at once. */
  readonly atOnce: Sets
  /** By the level of the account: these lead to one after waiting, in which the owner is told and may stop it. */
  readonly afterWaiting: Readonly<Record<'0' | '1' | '2' | '3', Sets>>
  readonly waitHours: number
}

/**
 * Two proofs that are lost to different people: a number that was given to somebody else does not bring a face along, and an
 * official who says that somebody stood at the window does not have their phone. Level 3 showed more than a phone to become so.
 */
export const RECOVERY_RULES: RecoveryRules = {
  atOnce: [
    ['passkey'],
    ['phone', 'face'],
    ['phone', 'bank-card'],
    ['phone', 'certificate'],
    ['window', 'phone'],
    ['window', 'face'],
    ['window', 'bank-card'],
    ['window', 'certificate'],
  ],
  afterWaiting: { '0': [['phone']], '1': [['phone']], '2': [['phone']], '3': [] },
  waitHours: 72,
}

/** Officials: two administrators have agreed, and whoever has a second factor shows it. */
export const STAFF_RULES = { withFactor: [['reset', 'factor']], without: [['reset']] } as const satisfies Record<
  string,
  Sets
>

export type Verdict = 'enough' | 'after-waiting' | 'more'

export function verdictOf(passed: readonly string[], level: number, rules: RecoveryRules): Verdict {
  if (hasAny(rules.atOnce, passed)) return 'enough'
  return hasAny(rules.afterWaiting[levelKey(level)], passed) ? 'after-waiting' : 'more'
}

/** What still helps: proofs that complete a set together with what was shown, by ways that are there. */
export function helpful(
  passed: readonly string[],
  there: readonly RecoveryProof[],
  rules: RecoveryRules,
): RecoveryProof[] {
  const missing = rules.atOnce
    .map((set) => set.filter((proof) => !passed.includes(proof)))
    .filter((open) => open.length > 0 && open.every((proof) => there.includes(proof)))
  return [...new Set(missing.flat())]
}

/** @throws for rules by which an official alone, or nothing at all, would lead to a password */
export function checkedRules(rules: RecoveryRules): RecoveryRules {
  const all = [...rules.atOnce, ...Object.values(rules.afterWaiting).flat()]
  const alone = all.find((set) => set.every((proof) => proof === 'window'))
  if (alone) throw new Error('recovery: a start at the window needs another proof beside it')
  return rules
}

function hasAny(sets: Sets, passed: readonly string[]): boolean {
  return sets.some((set) => set.every((proof) => passed.includes(proof)))
}

function levelKey(level: number): '0' | '1' | '2' | '3' {
  return String(Math.min(Math.max(level, 0), 3)) as '0' | '1' | '2' | '3'
}
