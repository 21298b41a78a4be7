import { describe, expect, it } from 'vitest'
import { CASE_STATES } from '../contract/index.ts'
import type { CaseState } from '../contract/index.ts'
import { statusCode } from './status-code.ts'

const states = Object.keys(CASE_STATES) as CaseState[]

describe('the code of a case in the exchange', () => {
  it('gives every state a code of the exchange, and tells the steps within handling apart', () => {
    for (const state of states) expect(statusCode(state, { suspended: false })).toMatch(/^[A-Z_]+$/)
    expect(statusCode('accepted', { step: 'review', suspended: false })).toBe('REVIEW')
    expect(statusCode('accepted', { step: 'approve', suspended: false })).toBe('APPROVAL')
    expect(statusCode('accepted', { step: 'approve', suspended: true })).toBe('SUSPENDED')
  })
})
