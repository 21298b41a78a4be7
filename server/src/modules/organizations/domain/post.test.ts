import { describe, expect, it } from 'vitest'
import { calendarDate } from '../../../kernel/calendar-date.ts'
import { covers } from './authorization.ts'
import type { Authorization } from './authorization.ts'
import { conflictingRole, isPostRole, reachesBeyond } from './post.ts'

describe('roles', () => {
  it('of administrators exclude every other role, and each other', () => {
    expect(conflictingRole(['handler'], 'system-admin')).toBe('handler')
    expect(conflictingRole(['system-admin'], 'auditor')).toBe('system-admin')
    expect(conflictingRole(['auditor'], 'window-clerk')).toBe('auditor')
  })

  it('of business go together: who may do which step of one case is checked there', () => {
    expect(conflictingRole(['handler', 'reviewer'], 'approver')).toBeUndefined()
    expect(conflictingRole(['system-admin'], 'system-admin')).toBeUndefined()
  })

  it('of the public are no posts', () => {
    expect(isPostRole('resident')).toBe(false)
    expect(isPostRole('handler')).toBe(true)
    expect(isPostRole('king')).toBe(false)
  })
})

describe('a post', () => {
  it('reaches its department’s area at most', () => {
    expect(reachesBeyond('450721', '450721')).toBe(false)
    expect(reachesBeyond('450721001', '450721')).toBe(false)
    expect(reachesBeyond('450722', '450721')).toBe(true)
    expect(reachesBeyond('450700', '450721')).toBe(true)
    expect(reachesBeyond('450721', '450700')).toBe(false)
  })
})

describe('a letter of authorization', () => {
  const letter: Authorization = {
    granteeId: 'staff',
    grantorId: 'bureau',
    powers: ['approve'],
    validFrom: calendarDate('2026-03-01'),
    validTo: calendarDate('2026-12-31'),
  }
  const act = { staffId: 'staff', organizationId: 'bureau', power: 'approve' as const, on: calendarDate('2026-06-01') }

  it.each([
    ['on a day within it', letter, act, true],
    ['on its first day', letter, { ...act, on: calendarDate('2026-03-01') }, true],
    ['on its last day', letter, { ...act, on: calendarDate('2026-12-31') }, true],
    ['before it', letter, { ...act, on: calendarDate('2026-02-28') }, false],
    ['after it', letter, { ...act, on: calendarDate('2027-01-01') }, false],
    ['of another power', letter, { ...act, power: 'coordinate' as const }, false],
    ['of somebody else', letter, { ...act, staffId: 'other' }, false],
    ['for another department', letter, { ...act, organizationId: 'other' }, false],
    ['on the day it is revoked', { ...letter, revokedOn: act.on }, act, false],
    ['before the day it is revoked', { ...letter, revokedOn: calendarDate('2026-06-02') }, act, true],
    ['for an item that it names', { ...letter, itemIds: ['a'] }, { ...act, itemId: 'a' }, true],
    ['for an item that it does not name', { ...letter, itemIds: ['a'] }, { ...act, itemId: 'b' }, false],
    ['for no item when it names some', { ...letter, itemIds: ['a'] }, act, false],
  ])('decides an act %s', (_what, given, asked, expected) => expect(covers(given, asked)).toBe(expected))
})
