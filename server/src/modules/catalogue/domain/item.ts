import { problem } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import type { ItemState } from '../contract/item-words.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { TRANSITIONS, mayFollow } from './transitions.ts'
import type { ItemAct } from './transitions.ts'

/** The life of an item apart from what its versions say. A change of state may be announced before it takes effect. */
export interface ItemLife {
  readonly state: ItemState
  readonly previousState: ItemState
  readonly stateEffectiveOn: CalendarDate
}

/** The state in which the item is on a day. */
export function stateOn(life: ItemLife, day: CalendarDate): ItemState {
  return day >= life.stateEffectiveOn ? life.state : life.previousState
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
  return { state: TRANSITIONS[act].to, previousState: life.state, stateEffectiveOn: when.effectiveOn }
}
