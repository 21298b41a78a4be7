import { describe, expect, it } from 'vitest'
import { Problem, calendarDate } from '../../../kernel/index.ts'
import { suspensionBy } from './special-procedure.ts'
import type { SpecialProcedure } from './special-procedure.ts'

const since = calendarDate('2026-11-25')
const review: SpecialProcedure = {
  code: 'expert-review',
  name: '专家评审',
  stopsClock: true,
  legalBasis: '《中华人民共和国行政许可法》第四十五条',
  limitWorkdays: 15,
}

function refusalOf(act: () => unknown): Problem {
  try {
    act()
  } catch (error) {
    if (error instanceof Problem) return error
  }
  throw new Error('not refused')
}

describe('what stops a clock', () => {
  it('is a procedure of the item with a legal basis, for as long as is said or as the item says', () => {
    const stop = suspensionBy([review], { procedureCode: 'expert-review', expectedWorkdays: 7 }, since)
    expect(stop).toMatchObject({ procedureName: '专家评审', expectedWorkdays: 7, since })
    expect(suspensionBy([review], { procedureCode: 'expert-review' }, since).expectedWorkdays).toBe(15)
  })

  it('is nothing that has no law behind it, does not stop the clock, or is not the item’s', () => {
    const baseless = { ...review, legalBasis: undefined }
    const counting = { ...review, stopsClock: false }
    for (const procedures of [[], [baseless], [counting]]) {
      const refusal = refusalOf(() => suspensionBy(procedures, { procedureCode: 'expert-review' }, since))
      expect(refusal.definition.code).toBe('cases/procedure-unknown')
    }
  })

  it('has a length that the applicant can be told', () => {
    const endless = { ...review, limitWorkdays: undefined }
    const refusal = refusalOf(() => suspensionBy([endless], { procedureCode: 'expert-review' }, since))
    expect(refusal.definition.code).toBe('cases/procedure-length-required')
    expect(refusal.fields).toEqual([{ path: '/expectedWorkdays', message: '请填写预计需要的工作日' }])
  })
})
