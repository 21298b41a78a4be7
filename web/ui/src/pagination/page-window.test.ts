import { expect, test } from 'vitest'
import { pageWindow } from './page-window.ts'

test.each([
  [1, 1, [1]],
  [1, 3, [1, 2, 3]],
  [5, 10, [1, -4, 4, 5, 6, -10, 10]],
  [3, 10, [1, 2, 3, 4, -10, 10]],
])('page %i of %i shows first, last and neighbours', (page, pages, shown) => {
  expect(pageWindow(page, pages)).toEqual(shown)
})
