import { describe, expect, it } from 'vitest'
import { STANDARD_DOCUMENTS } from './blank-content.ts'
import { kindFault, PAPER_PLACES } from './paper-places.ts'
import type { PaperPlace } from './paper-places.ts'

describe('the kinds of document at a place', () => {
  it('begin with the standard one', () => {
    for (const [place, { kinds }] of Object.entries(PAPER_PLACES))
      expect(STANDARD_DOCUMENTS[place as PaperPlace]).toBe(kinds[0])
  })

  it('keep a licence’s decision to licences, and every paper to its place', () => {
    expect(kindFault('deny', 'decision-deny', 'licensing')).toBeUndefined()
    expect(kindFault('deny', 'decision-deny', 'confirmation')).toBe('行政许可决定书只用于行政许可')
    expect(kindFault('deny', 'decision-result-deny', 'confirmation')).toBeUndefined()
    expect(kindFault('grant', 'decision-deny', 'licensing')).toBe('它不是“准予的决定”这种文书的模板')
  })
})
