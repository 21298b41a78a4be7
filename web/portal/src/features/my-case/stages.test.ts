import { expect, test } from 'vitest'
import { stagesAhead } from './stages.ts'

test('a case that was just submitted has everything ahead of it', () => {
  expect(stagesAhead('submitted')).toEqual(['窗口收件', '决定是否受理', '审查', '作出决定', '送达结果'])
})

test('while something is missing, the applicant is the next to act', () => {
  expect(stagesAhead('correction')[0]).toBe('等您补正')
})

test.each(['closed', 'withdrawn', 'notAccepted', 'terminated'] as const)(
  'a case that is %s has nothing ahead',
  (state) => {
    expect(stagesAhead(state)).toEqual([])
  },
)
