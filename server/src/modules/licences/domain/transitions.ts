import { problem } from '../../../kernel/index.ts'
import type { EventDefinition } from '../../../kernel/index.ts'
import {
  LicenceCancelled,
  LicenceResumed,
  LicenceRevoked,
  LicenceSuperseded,
  LicenceSuspended,
} from '../contract/events.ts'
import { licencesPermits } from '../contract/permits.ts'
import { licencesProblems } from '../contract/problems.ts'
import { STATE_TITLES } from './licence.ts'
import type { StoredState } from './licence.ts'

/** 证照的变动: from which states, to which, by whose permit. Law: 行政许可法 arts 49 (变更), 69 (撤销), 70 (注销); 行政处罚法 art 9 (暂扣、吊销). */
export const TRANSITIONS = {
  suspend: {
    title: '暂扣',
    from: ['issued'],
    to: 'suspended',
    permit: licencesPermits.revoke,
    event: LicenceSuspended,
  },
  resume: { title: '发还', from: ['suspended'], to: 'issued', permit: licencesPermits.revoke, event: LicenceResumed },
  revoke: {
    title: '撤销或者吊销',
    from: ['issued', 'suspended'],
    to: 'revoked',
    permit: licencesPermits.revoke,
    event: LicenceRevoked,
  },
  cancel: {
    title: '注销',
    from: ['issued', 'suspended', 'revoked'],
    to: 'cancelled',
    permit: licencesPermits.cancel,
    event: LicenceCancelled,
  },
  supersede: { title: '变更', from: ['issued'], to: 'superseded', permit: undefined, event: LicenceSuperseded },
} as const satisfies Record<string, Transition>

interface Transition {
  readonly title: string
  readonly from: readonly StoredState[]
  readonly to: StoredState
  /** Absent: only the issue of a new version brings it about. */
  readonly permit: { name: string } | undefined
  readonly event: EventDefinition
}

export type LicenceAct = keyof typeof TRANSITIONS

export function isPossible(state: StoredState, act: LicenceAct): boolean {
  const from: readonly StoredState[] = TRANSITIONS[act].from
  return from.includes(state)
}

/** @throws licences/state-forbids */
export function nextState(state: StoredState, act: LicenceAct): StoredState {
  const { title, to } = TRANSITIONS[act]
  if (!isPossible(state, act))
    throw problem(licencesProblems['state-forbids'], { act: title, state: STATE_TITLES[state] })
  return to
}
