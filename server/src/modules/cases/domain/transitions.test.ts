import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CASE_STATES } from '../contract/index.ts'
import type { CaseState } from '../contract/index.ts'
import * as caseEvents from '../contract/events.ts'
import { OPEN_STATES, TRANSITIONS, isEnded, mayTransit, transit } from './transitions.ts'
import type { CaseAction } from './transitions.ts'

const actions = Object.keys(TRANSITIONS) as CaseAction[]
const states = Object.keys(CASE_STATES) as CaseState[]

describe('the transitions of a case', () => {
  it('lead to every state and leave every state that is not an end', () => {
    const reached = new Set<CaseState>(['draft'])
    for (let size = 0; size !== reached.size; ) {
      size = reached.size
      for (const action of actions)
        if (TRANSITIONS[action].from.some((from) => reached.has(from))) reached.add(TRANSITIONS[action].to)
    }
    expect([...reached].sort()).toEqual([...states].sort())
    expect(states.filter(isEnded)).toEqual(['notAccepted', 'noLicenceNeeded', 'archived', 'withdrawn', 'terminated'])
  })

  it('record an event that exists', () => {
    for (const action of actions) expect(caseEvents).toHaveProperty(TRANSITIONS[action].event)
  })

  it('never reach an illegal state, whatever is tried in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...actions), { maxLength: 60 }), (tried) => {
        let state: CaseState = 'draft'
        const path: CaseState[] = [state]
        for (const action of tried) {
          if (!mayTransit(state, action)) {
            expect(() => transit(state, action)).toThrow(CASE_STATES[state])
            continue
          }
          state = transit(state, action)
          path.push(state)
        }
        // Law in terms of paths: no decision before acceptance, no acceptance before receipt, nothing after withdrawal.
        const before = (later: CaseState, earlier: CaseState) =>
          !path.includes(later) || (path.includes(earlier) && path.indexOf(earlier) < path.indexOf(later))
        expect(before('accepted', 'received')).toBe(true)
        expect(before('granted', 'accepted')).toBe(true)
        expect(before('denied', 'accepted')).toBe(true)
        expect(before('licenceMade', 'granted')).toBe(true)
        expect(before('closed', 'delivered')).toBe(true)
        expect(path.includes('granted') && path.includes('denied')).toBe(false)
        for (const end of states.filter(isEnded)) if (path.includes(end)) expect(path.at(-1)).toBe(end)
      }),
      { numRuns: 500 },
    )
  })

  it('lead from receipt to one of the answers that the law knows, and from pre-review to none of them', () => {
    const from = (state: CaseState) => actions.filter((action) => mayTransit(state, action)).toSorted()
    expect(from('received')).toEqual([
      'accept',
      'declareNoLicenceNeeded',
      'declineAcceptance',
      'deemAccepted',
      'endWithItem',
      'requestCorrection',
      'withdraw',
    ])
    expect(from('submitted')).toEqual(['endWithItem', 'receive', 'returnBeforeReceipt', 'startPreReview', 'withdraw'])
    expect(from('preReview')).toEqual(['endWithItem', 'receive', 'returnBeforeReceipt', 'withdraw'])
  })

  it('leaves nothing open that is closed', () => {
    expect(OPEN_STATES).not.toContain('closed')
    for (const state of OPEN_STATES) expect(isEnded(state)).toBe(false)
  })

  it('lets an applicant withdraw at any time before the decision and never after it', () => {
    const withdrawable = states.filter((state) => mayTransit(state, 'withdraw'))
    expect(withdrawable).toEqual([
      'draft',
      'submitted',
      'preReview',
      'preReturned',
      'received',
      'correction',
      'accepted',
    ])
  })
})
