import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readListKinds } from './read-list-kinds.ts'

const folder = mkdtempSync(join(tmpdir(), 'list-kinds-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(content: unknown): string {
  const path = join(folder, 'kinds.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const KIND = {
  key: 'scholarships',
  title: '助学金发放清单',
  publisher: '教育局',
  basis: '政府信息公开条例第二十条',
  about: '发给了哪些学校。',
  columns: [{ key: 'name', title: '学校', type: 'text', isRequired: true }],
}

it('an operator’s file of lists takes the place of the shipped one', () => {
  expect(readListKinds(file({ kinds: [KIND] }))).toEqual([KIND])
})

it.each([
  ['is no JSON', '{', '读不出来'],
  ['lacks what a list must have', { kinds: [{ ...KIND, basis: undefined }] }, '不符合格式'],
  [
    'shows a number that must not be shown',
    { kinds: [{ ...KIND, columns: [...KIND.columns, { key: 'code', title: '号码', type: 'citizen-id' }] }] },
    '必须是个人信息',
  ],
])('a file that %s stops the start', (_, content, words) => {
  expect(() => readListKinds(file(content))).toThrow(words)
})
