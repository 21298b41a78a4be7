import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanFileName, judgeType, PURPOSES } from './file-type.ts'

describe('judging a file by its name and content', () => {
  it('takes a PDF that is one', () => {
    expect(judgeType('case-material', '营业执照.PDF', 'application/pdf')).toMatchObject({ verdict: 'taken' })
  })

  it('tells a program that is named like a picture', () => {
    expect(judgeType('case-material', '身份证.jpg', 'application/x-msdownload')).toEqual({
      verdict: 'mismatch',
      actual: 'application/x-msdownload',
    })
  })

  it('names what the content really is in words that people use', () => {
    expect(judgeType('case-material', '身份证.jpg', 'image/png')).toEqual({ verdict: 'mismatch', actual: 'PNG 图片' })
  })

  it('says what is taken when the ending is not', () => {
    expect(judgeType('portrait', '照片.pdf', 'application/pdf')).toEqual({
      verdict: 'not-taken',
      accepted: ['JPG 图片', 'PNG 图片'],
    })
  })

  it('takes nothing without an ending, and nothing that shows no signature', () => {
    expect(judgeType('case-material', '营业执照', 'application/pdf').verdict).toBe('not-taken')
    expect(judgeType('case-material', '说明.pdf', undefined).verdict).toBe('mismatch')
  })

  it('takes no type that a browser would run', () => {
    const all = Object.values(PURPOSES).flatMap((purpose) => purpose.types.map((type) => type.mediaType))
    expect(all.filter((type) => /html|svg|javascript|xml$/.test(type))).toEqual([])
  })
})

describe('cleaning the name of a file', () => {
  it('keeps only the last part of a path and drops what is not seen', () => {
    expect(cleanFileName('C:\\fakepath\\营业\u202e执照.pdf')).toBe('营业执照.pdf')
    expect(cleanFileName('../../etc/passwd')).toBe('passwd')
    expect(cleanFileName('')).toBe('未命名')
  })

  it('never gives a path, a control character or a name of more than 200 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 240 }), (name) => {
        const clean = cleanFileName(name)
        expect(clean).not.toMatch(/[/\\\p{Cc}]/u)
        expect([...clean].length).toBeLessThanOrEqual(200)
      }),
    )
  })
})
