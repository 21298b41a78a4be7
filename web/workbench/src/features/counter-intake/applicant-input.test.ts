import { expect, test } from 'vitest'
import { checkApplicant, noApplicant } from './applicant-input.ts'

test('a person is known by name, citizen id and phone', () => {
  expect(Object.keys(checkApplicant(noApplicant))).toEqual(['name', 'code', 'phone'])
  const wangfang = { ...noApplicant, name: '王芳', code: '11010519491231002X', phone: '13800000024' }
  expect(checkApplicant(wangfang)).toEqual({})
  expect(checkApplicant({ ...wangfang, code: '110105194912310021' }).code).toContain('公民身份号码不正确')
})

test('an organization is known by its credit code', () => {
  const company = { ...noApplicant, kind: 'organization' as const, name: '荔香食品', phone: '13800000024' }
  expect(checkApplicant({ ...company, code: '91350100M000100Y43' })).toEqual({})
  expect(checkApplicant({ ...company, code: '11010519491231002X' }).code).toContain('信用代码不正确')
})
