import { describe, expect, it } from 'vitest'
import { passwordWeakness } from './password.ts'
import { normalizeSignInName } from './sign-in-name.ts'

describe('a password', () => {
  it.each([
    ['yiwang-demo', undefined],
    ['荔枝荔枝荔枝-2026', undefined],
    ['short-1', '密码至少要有 8 个字符。'],
    ['12345678', '密码要包含字母、数字、符号中的至少两种。'],
    ['Admin@123', '这个密码太常见，容易被猜到，请换一个。'],
    ['x-13900000001', '密码不能包含您的登录名、手机号或公民身份号码。'],
  ])('%s: %s', (password, weakness) => expect(passwordWeakness(password, ['13900000001'])).toBe(weakness))
})

describe('a sign-in name', () => {
  it.each([
    [' WangFang ', 'wangfang'],
    ['139 0000 0001', '13900000001'],
    ['99999919781122051x', '99999919781122051x'],
    ['999999200001010628', '999999200001010628'],
    ['11010519491231002x', '11010519491231002X'],
  ])('%s is kept as %s', (text, name) => expect(normalizeSignInName(text)).toBe(name))
})
