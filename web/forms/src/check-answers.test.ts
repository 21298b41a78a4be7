import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkAnswers } from './check-answers.ts'
import type { Answers, FormSchema } from './form-schema.ts'

interface Suite {
  description: string
  schema: FormSchema
  tests: { description: string; data: Answers; valid: boolean; errors?: string[] }[]
}

const file = new URL('../../../data/forms/conformance.json', import.meta.url)
const { suites } = JSON.parse(readFileSync(file, 'utf8')) as { suites: Suite[] }

describe.each(suites)('$description', ({ schema, tests }) => {
  test.each(tests)('$description', ({ data, errors = [] }) => {
    const found = checkAnswers(schema, data)
    expect([...new Set(found.map((error) => `/${error.path.join('/')}`))].toSorted()).toEqual(errors.toSorted())
    for (const error of found) expect(error.message).toMatch(/\p{Script=Han}/u)
  })
})

describe('what an error says', () => {
  const form: FormSchema = {
    type: 'object',
    properties: {
      name: { type: 'string', title: '经营者姓名' },
      kind: { type: 'string', title: '场所类型', enum: ['a', 'b'] },
      members: { type: 'array', title: '成员', items: { $ref: '#/$defs/member' } },
    },
    required: ['name', 'kind'],
    $defs: { member: { type: 'object', properties: { age: { type: 'integer', title: '年龄', minimum: 18 } } } },
  }

  test('names the field as its label does, and asks to choose where there are choices', () => {
    expect(checkAnswers(form, {}).map((error) => error.message)).toEqual(['请填写“经营者姓名”', '请选择“场所类型”'])
  })

  test('takes the limit from the schema, also behind a reference', () => {
    const [error] = checkAnswers(form, { name: '王芳', kind: 'a', members: [{ age: 7 }] })
    expect(error).toEqual({ path: ['members', '0', 'age'], keyword: 'minimum', message: '不能小于 18' })
  })

  test('treats an answer that was emptied like one never given', () => {
    expect(checkAnswers(form, { name: undefined, kind: 'a' })).toHaveLength(1)
  })

  test('leaves the schema as it was', () => {
    const before = JSON.stringify(form)
    checkAnswers(form, {})
    expect(JSON.stringify(form)).toBe(before)
  })
})
