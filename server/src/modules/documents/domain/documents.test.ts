import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { Template } from '../contract/template.ts'
import { awkwardData } from '../fixtures.ts'
import { defaultNumberFormat, formatNumber, isNumberFormat } from './document-number.ts'
import { normalizeVerifyCode, verifyCodeOf } from './document.ts'
import { fillTemplate, missingFields, namedFields } from './fill-template.ts'
import { TEMPLATES } from './templates.ts'

const templates = [...TEMPLATES.values()]

describe('the templates that are shipped', () => {
  it.each(templates.map((template) => template.id))(
    '%s fits its schema and declares every field that it names',
    (id) => {
      const template = TEMPLATES.get(id)!
      expect([...Value.Errors(Template, template)]).toEqual([])
      const declared = template.fields.map((field) => field.name)
      expect(namedFields(template).filter((name) => !declared.includes(name))).toEqual([])
      expect(missingFields(template, awkwardData())).toEqual([])
    },
  )

  it('fills every place of every template', () => {
    for (const template of templates) {
      expect(JSON.stringify(fillTemplate(template, awkwardData()))).not.toMatch(/\{[a-z]/)
    }
  })

  it('refuses to deny without reasons, reconsideration and litigation (行政许可法第三十八条)', () => {
    const { reasons: _r, reconsideration: _c, litigation: _l, ...rest } = awkwardData()
    const missing = missingFields(TEMPLATES.get('decision-deny')!, { ...rest, reasons: [] })
    expect(missing.map((field) => field.title)).toEqual(['理由', '申请行政复议的权利', '提起行政诉讼的权利'])
  })

  it('states the periods of reconsideration and litigation in every decision that can be challenged', () => {
    for (const id of ['decision-deny', 'decision-result-deny', 'decision-rights-deny', 'refusal-notice']) {
      const text = JSON.stringify(fillTemplate(TEMPLATES.get(id)!, awkwardData()))
      expect(text).toContain('六十日内向灵山县人民政府申请行政复议')
      expect(text).toContain('六个月内依法向有管辖权的人民法院提起行政诉讼')
    }
  })
})

describe('filling a template', () => {
  it('never reads a value again for places', () => {
    const template = TEMPLATES.get('correction-receipt')!
    const filled = fillTemplate(template, { ...awkwardData(), applicant: '{caseNo}' })
    expect(JSON.stringify(filled)).toContain('"value":"{caseNo}"')
  })

  it('leaves out what depends on a field that is empty', () => {
    const template = TEMPLATES.get('acceptance-notice')!
    const { specialProcedures: _, ...rest } = awkwardData()
    expect(JSON.stringify(fillTemplate(template, rest))).not.toContain('所需时间依法不计算')
  })

  it('finds a table given where text is wanted', () => {
    const template = TEMPLATES.get('correction-receipt')!
    const missing = missingFields(template, { ...awkwardData(), applicant: [{ a: 'b' }] })
    expect(missing.map((field) => field.name)).toEqual(['applicant'])
  })
})

describe('document numbers', () => {
  it('puts word, year and number where the format says', () => {
    expect(formatNumber('灵审{word}〔{year}〕{number}号', { word: '受', year: 2026, number: 12 })).toBe(
      '灵审受〔2026〕12号',
    )
    expect(formatNumber(defaultNumberFormat('灵山县林业局'), { word: '许', year: 2026, number: 1 })).toBe(
      '灵山县林业局许〔2026〕1号',
    )
  })

  it('takes a format only with each place once', () => {
    expect(isNumberFormat('灵审{word}〔{year}〕{number}号')).toBe(true)
    expect(isNumberFormat('灵审〔{year}〕{number}号')).toBe(false)
    expect(isNumberFormat('灵审{word}〔{year}〕{number}{number}号')).toBe(false)
  })
})

describe('verify codes', () => {
  it('reads a code as people type it', () => {
    expect(normalizeVerifyCode('abcd-efgh jkmn pqro')).toBe('ABCDEFGHJKMNPQR0')
  })

  it('has sixteen characters without I, L, O, U', () => {
    expect(verifyCodeOf(Uint8Array.from({ length: 16 }, (_, i) => i * 17))).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/)
  })
})
