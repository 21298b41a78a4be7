import { describe, expect, it } from 'vitest'
import { calendarDate } from '../../../kernel/index.ts'
import type { Case } from './case.ts'
import { keepingOf, requireErasable } from './erasure.ts'

const ended = {
  state: 'closed',
  acceptedOn: calendarDate('2024-02-20'),
  closedAt: new Date('2024-02-29T02:00:00Z'),
  updatedAt: new Date('2024-03-05T02:00:00Z'),
} as Case
const withdrawn = { state: 'withdrawn', updatedAt: new Date('2026-01-15T02:00:00Z') } as Case
const why = (aCase: Case, on: string) => {
  try {
    requireErasable(aCase, calendarDate(on))
    return undefined
  } catch (error) {
    return (error as { params: { why: string } }).params.why
  }
}

describe('erasing the personal data of a case', () => {
  it('waits ten years after a case that was accepted has closed, leap days too', () => {
    expect(keepingOf(ended).until).toBe('2034-02-28')
    expect(why(ended, '2034-02-28')).toContain('要保存到2034年2月28日')
    expect(why(ended, '2034-03-01')).toBeUndefined()
  })

  it('waits half a year after a case that never came to acceptance has ended', () => {
    expect(why(withdrawn, '2026-07-18')).toContain('行政诉讼法')
    expect(why(withdrawn, '2026-07-19')).toBeUndefined()
  })

  it('is refused while the case runs, while it is held, and a second time', () => {
    expect(why({ ...ended, state: 'accepted' }, '2050-01-01')).toContain('还没有办完')
    expect(why({ ...ended, heldAt: new Date() }, '2050-01-01')).toContain('解除保留')
    expect(why({ ...ended, erasedAt: new Date() }, '2050-01-01')).toContain('已经删除')
  })
})
