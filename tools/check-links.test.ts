import { expect, it } from 'vitest'
import { anchorOf, linksIn, repeatedRows } from './check-links.ts'

it('finds the links to files, and neither addresses nor what only looks like a link in code', () => {
  const page =
    'See [a](a.md), [b](../b.md#two "title"), ![picture](p.svg), [web](https://example.cn), `[c](c.md)`\n```\n[d](d.md)\n```'
  expect(linksIn(page)).toEqual(['a.md', '../b.md#two', 'p.svg'])
})

it('makes the anchor of a headline', () => {
  expect(anchorOf('Who may ask whom?')).toBe('who-may-ask-whom')
  expect(anchorOf('办件 · Case')).toBe('办件--case')
})

it('names rows that a merge has left twice, and no other', () => {
  const row = `| A1 | ${'what works, said in one long sentence '.repeat(3)}`
  const page = `| Id | What |\n|---|---|\n${row} | first |\n${row} | second |\n| A2 | ${row} |\n- short\n- short\n`
  expect(repeatedRows(page)).toEqual([row.slice(0, 70)])
})
