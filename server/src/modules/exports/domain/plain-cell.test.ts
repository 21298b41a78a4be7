import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainCell } from './plain-cell.ts'

describe('a cell of a text file', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@sum(a1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '  =1',
    '＝1+1',
    '＋1',
    '－1',
    '＠a',
    '\t',
    '\u00a0=1',
    '\0=1',
  ])('is no formula: %j', (text) => {
    expect(plainCell(text)).toBe(`'${text}`)
  })

  it.each(['王芳', '450721-1', 'a=b', '139****0001', ''])('stays as it is otherwise: %j', (text) => {
    expect(plainCell(text)).toBe(text)
  })

  it('is a number where it is one', () => {
    expect([plainCell(-3), plainCell(0), plainCell(undefined)]).toEqual(['-3', '0', ''])
  })

  it('never begins like a formula, whatever stood there', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('=', '+', '-', '@', '＝', ''), (text, sign) => {
        expect(plainCell(sign + text).trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/)
      }),
    )
  })
})
