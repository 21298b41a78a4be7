import { ApiProblem } from '@yiwang/client'
import { expect, test } from 'vitest'
import { refuse } from './form-answer.ts'

const form = new FormData()
form.set('name', '王芳')
form.set('password', 'secret')
form.set('_csrf', 'token')

function refusal(part: { status: number; code: string; fields?: { path: string[]; message: string }[] }): ApiProblem {
  return new ApiProblem({ title: '不行', params: {}, fields: [], ...part })
}

test('a refused field is told at the field and in the summary, and what was typed comes back but for the password', () => {
  const fields = [{ path: ['phone'], message: '手机号码不正确' }]
  const { data, init } = refuse(refusal({ status: 400, code: 'http/invalid-input', fields }), form)
  expect(init?.status).toBe(400)
  expect(data).toEqual({
    problems: [{ fieldId: 'phone', message: '手机号码不正确' }],
    fieldErrors: { phone: '手机号码不正确' },
    values: { name: '王芳' },
  })
})

test('a refusal that belongs to one field is shown there', () => {
  const weak = refusal({ status: 400, code: 'identity/password-weak' })
  expect(refuse(weak, form, { 'identity/password-weak': 'password' }).data.fieldErrors).toEqual({ password: '不行' })
})

test('a fault is no matter of the form', () => {
  const fault = refusal({ status: 500, code: 'http/fault' })
  expect(() => refuse(fault, form)).toThrow(fault)
})
