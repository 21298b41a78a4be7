import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CalendarDate } from '../../../kernel/index.ts'
import type { RunningRule } from '../contract/item-words.ts'
import { changeState, ruleOn, stateOn } from './item.ts'
import type { ItemLife } from './item.ts'
import { mayFollow } from './transitions.ts'

const dayAt = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10) as CalendarDate

const change = fc.record({
  act: fc.constantFrom('suspend' as const, 'resume' as const, 'abolish' as const),
  rule: fc.constantFrom<RunningRule>('continue', 'hold', 'end'),
  /** Days until it is done, and from then until it takes effect. */
  after: fc.integer({ min: 0, max: 20 }),
  announced: fc.integer({ min: 0, max: 10 }),
})

describe('what holds of running cases', () => {
  it('is on every day the rule of the act that made the state of that day, and nothing where the item is published', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        let life: ItemLife = { state: 'published', previousState: 'published', stateEffectiveOn: dayAt(0) }
        let today = 1
        /** By day, what a calendar of all acts says. */
        const said: { from: number; rule: RunningRule }[] = [{ from: 0, rule: 'continue' }]
        for (const { act, rule, after, announced } of changes) {
          today += after
          if (dayAt(today) < life.stateEffectiveOn || !mayFollow(life.state, act)) continue
          const { runningRule: _rule, previousRule: _before, ...kept } = life
          const when = { today: dayAt(today), effectiveOn: dayAt(today + announced) }
          const next = { ...kept, ...changeState(life, act, when) }
          life = act === 'resume' ? next : { ...next, runningRule: rule }
          said.push({ from: today + announced, rule: act === 'resume' ? 'continue' : rule })
          for (const day of [today, today + announced - 1, today + announced, today + announced + 30]) {
            if (day < today) continue
            expect(ruleOn(life, dayAt(day))).toBe(said.findLast(({ from }) => from <= day)!.rule)
            if (stateOn(life, dayAt(day)) === 'published') expect(ruleOn(life, dayAt(day))).toBe('continue')
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})
