import { expect, test } from 'vitest'
import { hasFilters, readSearch, searchHref } from './search-address.ts'

test('an address and the search in it are one and the same', () => {
  const address = '/search?q=%E5%BC%80%E5%BA%97&audience=person&theme=food&online=yes&page=3'
  expect(searchHref(readSearch(new URL(address, 'http://local').searchParams))).toBe(address)
})

test('what an address can not mean is left out', () => {
  const search = readSearch(new URLSearchParams('q=+&audience=robot&page=-1&online=maybe'))
  expect(search).toEqual({ page: 1 })
  expect(hasFilters(search)).toBe(false)
})

test('the first page of everything has the bare address', () => {
  expect(searchHref({ page: 1 })).toBe('/search')
})
