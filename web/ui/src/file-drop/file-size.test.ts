import { expect, test } from 'vitest'
import { fileSize } from './file-size.ts'

test.each([
  [0, '0 B'],
  [1536, '1.5 KB'],
  [20 * 1024 * 1024, '20 MB'],
  [155_000, '151 KB'],
])('%i bytes read as %s', (bytes, text) => {
  expect(fileSize(bytes)).toBe(text)
})
