import { describe, expect, it } from 'vitest'
import { identifiersIn, readGlossary, spell } from './check-glossary.ts'

describe('the glossary check', () => {
  it('reads identifiers and forbidden words from the table, and knows the reserved ones', () => {
    const page = [
      '## In use',
      '| 中文 | Identifier | Meaning | Source | Not |',
      '|---|---|---|---|---|',
      '| 办件 | `Case` | one application | 行政许可法 | `caseOrder` `matter` |',
      '## Reserved for later modules',
      '| 取号 | `QueueTicket` | a number in the hall | — | `queueNumber` |',
    ].join('\n')
    expect(readGlossary(page)).toEqual([
      { chinese: '办件', identifiers: ['Case'], forbidden: ['caseOrder', 'matter'], isReserved: false },
      { chinese: '取号', identifiers: ['QueueTicket'], forbidden: ['queueNumber'], isReserved: true },
    ])
  })

  it('looks at names and not at comments or strings', () => {
    const names = identifiersIn("// a matter of taste\nconst aCase = 'matter' /* matter\n matter */\nlet due")
    expect(names.map(({ identifier }) => identifier)).toEqual(['const', 'aCase', 'let', 'due'])
    expect(names.at(-1)?.line).toBe(4)
  })

  it('finds a word inside a name only where it is a whole word of it', () => {
    expect(spell('ServiceMatterId')).toContain(spell('matter'))
    expect(spell('formatter')).not.toContain(spell('matter'))
    expect(spell('findCaseOrders')).not.toContain(spell('caseOrder'))
    expect(spell('USCCValue')).toContain(spell('uscc'))
    expect(spell('legal_limit')).toContain(spell('legalLimit'))
  })
})
