import { describe, expect, it } from 'vitest'
import { decisionPaper, grantedContent } from './decision-papers.ts'

const defaults = {
  grant: 'decision-grant',
  deny: 'decision-deny',
  receipt: 'r',
  correction: 'c',
  acceptance: 'a',
  suspension: 's',
}

describe('the paper of a decision', () => {
  it('is 行政许可决定书 for a licence alone', () => {
    expect(decisionPaper({ documents: defaults, powerType: 'licensing' }, true)).toBe('decision-grant')
    expect(decisionPaper({ documents: defaults, powerType: 'licensing' }, false)).toBe('decision-deny')
    for (const powerType of ['public-service', 'benefit', 'confirmation', 'other-power'] as const) {
      expect(decisionPaper({ documents: defaults, powerType }, true)).toBe('decision-result')
      expect(decisionPaper({ documents: defaults, powerType }, false)).toBe('decision-result-deny')
    }
  })

  it('is the one that the item names, where it names one', () => {
    const documents = { ...defaults, grant: 'decision-rights', deny: 'decision-rights-deny' }
    expect(decisionPaper({ documents, powerType: 'public-service' }, true)).toBe('decision-rights')
    expect(decisionPaper({ documents, powerType: 'licensing' }, false)).toBe('decision-rights-deny')
  })

  it('says what was granted: the licence, the answer, or the result by its name', () => {
    const result = { name: '生育登记凭证' }
    expect(grantedContent({ name: '甲', powerType: 'licensing', result }, undefined)).toBe('准予“甲”')
    expect(grantedContent({ name: '甲', powerType: 'public-service', result }, undefined)).toBe('生育登记凭证')
    expect(grantedContent({ name: '甲', powerType: 'benefit', result: { name: '' } }, undefined)).toBe('准予“甲”')
    expect(grantedContent({ name: '甲', powerType: 'public-service', result }, '答复')).toBe('答复')
  })
})
