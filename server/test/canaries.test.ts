import { describe, expect, it } from 'vitest'
import { createLeakFinder } from './canaries.ts'

const finder = createLeakFinder(['钟离惊鸿', '13900097531'])
const told = (text: string | Buffer, said = '') => finder.find(Buffer.from(text), said)

describe('looking for planted texts in answers', () => {
  it.each([
    ['as it is', '姓名:钟离惊鸿'],
    ['in an address', `/x?name=${encodeURIComponent('钟离惊鸿')}`],
    ['in an address within an address', `/x?next=${encodeURIComponent(encodeURIComponent('/y?n=钟离惊鸿'))}`],
    ['in JSON that escapes', '{"n":"\\u949f\\u79BB\\u60CA\\u9E3F"}'],
    ['in a page that escapes', '&#x949F;&#x79BB;&#x60CA;&#x9E3F;'],
    ['in hexadecimal', Buffer.from('13900097531').toString('hex').toUpperCase()],
    ...[0, 1, 2].map((before) => [
      `in base64 behind ${before}`,
      Buffer.from(`${'x'.repeat(before)}13900097531 and`).toString('base64'),
    ]),
    ['in base64url', Buffer.from('{"sub":"钟离惊鸿"}').toString('base64url')],
    ['backwards', '13579000931'],
  ])('finds one %s', (_, answer) => {
    expect(told(answer)).toBeDefined()
  })

  it('finds one in UTF-16', () => {
    expect(told(Buffer.from('钟离惊鸿', 'utf16le'))).toBe('钟离惊鸿')
  })

  it('finds none where none is, and none that the asker said', () => {
    expect(told('{"name":"钟*鸿","phone":"139****7531"}')).toBeUndefined()
    expect(told('找不到钟离惊鸿', '{"q":"钟离惊鸿"}')).toBeUndefined()
  })
})
