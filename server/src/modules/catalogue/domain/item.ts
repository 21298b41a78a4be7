import { problem } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import type { ItemState, RunningRule } from '../contract/item-words.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { TRANSITIONS, mayFollow } from './transitions.ts'
import type { ItemAct } from './transitions.ts'

/** The life of an item apart from what its versions say. A change of state may be announced before it takes effect. */
export interface ItemLife {
  readonly state: ItemState
  readonly previousState: ItemState
  readonly stateEffectiveOn: CalendarDate
  /** Of running cases, where the state is suspended or abolished; absent: they go on. */
  readonly runningRule?: RunningRule
  /** The rule of the state before, which holds until an announced change has come. */
  readonly previousRule?: RunningRule
}

/** The state in which the item is on a day. */
export function stateOn(life: ItemLife, day: CalendarDate): ItemState {
  return day >= life.stateEffectiveOn ? life.state : life.previousState
}

/** What holds of running cases on a day. */
export function ruleOn(life: ItemLife, day: CalendarDate): RunningRule {
  return (day >= life.stateEffectiveOn ? life.runningRule : life.previousRule) ?? 'continue'
}

/**
 * 暂停、恢复、取消行使: never backwards in time, and one announced change at a time.
 * @throws catalogue/not-possible, catalogue/change-pending, catalogue/effective-in-the-past
 */
export function changeState(
  life: ItemLife,
  act: Exclude<ItemAct, 'publish'>,
  when: { today: CalendarDate; effectiveOn: CalendarDate },
): ItemLife {
  if (when.today < life.stateEffectiveOn)
    throw problem(catalogueProblems['change-pending'], { on: life.stateEffectiveOn })
  if (when.effectiveOn < when.today) throw problem(catalogueProblems['effective-in-the-past'], { today: when.today })
  if (!mayFollow(life.state, act)) throw problem(catalogueProblems['not-possible'], { act: TRANSITIONS[act].title })
  const before = life.runningRule === undefined ? {} : { previousRule: life.runningRule }
  return { state: TRANSITIONS[act].to, previousState: life.state, stateEffectiveOn: when.effectiveOn, ...before }
}
