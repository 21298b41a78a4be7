import { expect, test } from 'vitest'
import { occasionOf, occasionsAsked, withoutOccasion } from './occasions.ts'

test.each([
  ['残疾人证新办', 'first'],
  ['残疾人证换领', 'renewal'],
  ['残疾人证挂失补办', 'replacement'],
  ['公司变更登记', 'change'],
  ['个体工商户注销登记', 'end'],
  ['艺术品经营单位变更、注销备案', 'end'],
] as const)('%s is for: %s', (name, occasion) => {
  expect(occasionOf(name)).toBe(occasion)
})

test('a question says its occasion in the people’s words, or none', () => {
  expect(occasionsAsked('身份证丢了补办')).toEqual(['replacement'])
  expect(occasionsAsked('个体户不干了')).toEqual(['end'])
  expect(occasionsAsked('公司换法人')).toEqual(['change'])
  expect(occasionsAsked('办残疾证')).toEqual([])
})

test('what only says the occasion is no word that a name must hold', () => {
  expect(withoutOccasion('身份证丢了').trim()).toBe('身份证')
  expect(withoutOccasion('户口迁移')).toBe('户口迁移')
})
