import { expect, test } from 'vitest'
import { withCookies } from './portal-request.ts'

test('a cookie that the API sets replaces the one of the same name and keeps the others', () => {
  expect(withCookies('a=1; session=old', ['session=new; Path=/; HttpOnly'])).toBe('a=1; session=new')
})

test('a cookie that the API clears is gone for the next call', () => {
  expect(withCookies('a=1; session=old', ['session=; Path=/; Max-Age=0'])).toBe('a=1')
})

test('a value may itself hold an equals sign', () => {
  expect(withCookies(undefined, ['session=abc==; Path=/'])).toBe('session=abc==')
})
