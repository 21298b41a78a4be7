import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Problem, addDays, calendarDate } from '../../../kernel/index.ts'
import { changeState, stateOn } from './item.ts'
import type { ItemLife } from './item.ts'
import { TRANSITIONS, actsFrom, mayFollow } from './transitions.ts'

const today = calendarDate('2026-11-22')
const published: ItemLife = { state: 'published', previousState: 'draft', stateEffectiveOn: calendarDate('2020-01-01') }
const ACTS = ['suspend', 'resume', 'abolish'] as const

function codeOf(act: () => unknown): string | undefined {
  try {
    act()
  } catch (error) {
    if (error instanceof Problem) return error.definition.code
    throw error
  }
  return undefined
}

describe('the life of an item', () => {
  it('is suspended from the announced day on, and goes on until then', () => {
    const life = changeState(published, 'suspend', { today, effectiveOn: calendarDate('2026-12-01') })
    expect(stateOn(life, calendarDate('2026-11-30'))).toBe('published')
    expect(stateOn(life, calendarDate('2026-12-01'))).toBe('suspended')
  })

  it('takes one announced change at a time', () => {
    const life = changeState(published, 'suspend', { today, effectiveOn: calendarDate('2026-12-01') })
    expect(codeOf(() => changeState(life, 'abolish', { today, effectiveOn: today }))).toBe('catalogue/change-pending')
  })

  it('never changes backwards in time', () => {
    const yesterday = addDays(today, -1)
    expect(codeOf(() => changeState(published, 'suspend', { today, effectiveOn: yesterday }))).toBe(
      'catalogue/effective-in-the-past',
    )
  })

  it('cannot be resumed unless it is suspended, and nothing follows abolition', () => {
    expect(codeOf(() => changeState(published, 'resume', { today, effectiveOn: today }))).toBe('catalogue/not-possible')
    const abolished = changeState(published, 'abolish', { today, effectiveOn: today })
    for (const act of ACTS) {
      expect(codeOf(() => changeState(abolished, act, { today, effectiveOn: today }))).toBe('catalogue/not-possible')
    }
  })

  it('reaches only states that the table allows, whatever is tried in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...ACTS), fc.integer({ min: -3, max: 9 }))), (tries) => {
        let life = published
        let day = today
        for (const [act, wait] of tries) {
          day = addDays(day, 2)
          const before = life
          const now = day
          const code = codeOf(() => {
            life = changeState(before, act, { today: now, effectiveOn: addDays(now, wait) })
          })
          if (code === undefined) expect(mayFollow(before.state, act) && life.state === TRANSITIONS[act].to).toBe(true)
          else expect(life).toBe(before)
        }
      }),
    )
  })

  it('offers exactly the acts that are possible', () => {
    expect(actsFrom('published')).toEqual(['suspend', 'abolish'])
    expect(actsFrom('suspended')).toEqual(['resume', 'abolish'])
    expect(actsFrom('abolished')).toEqual([])
    expect(actsFrom('draft')).toEqual(['publish'])
  })
})
