import { expect, test } from 'vitest'
import { safeNext } from './safe-next.ts'

test('a path of this site is gone to', () => {
  expect(safeNext('/my?page=2')).toBe('/my?page=2')
})

test.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '', null, '/a\r\nb'])(
  '%j is no place on this site',
  (next) => {
    expect(safeNext(next, '/my')).toBe('/my')
  },
)
