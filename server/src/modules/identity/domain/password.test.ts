import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCommonPassword } from './common-passwords.ts'
import { passwordWeakness } from './password.ts'
import { normalizeSignInName } from './sign-in-name.ts'

describe('a password', () => {
  it.each([
    ['yiwang-demo', undefined],
    ['荔枝荔枝荔枝-2026', undefined],
    ['correct horse battery staple', undefined],
    ['onlylettersbutmany', undefined],
    ['short-1', '密码至少要有 8 个字符。'],
    ['12345678', '密码要包含字母、数字、符号中的至少两种，或者有 15 个以上字符。'],
    ['onlyletters', '密码要包含字母、数字、符号中的至少两种，或者有 15 个以上字符。'],
    ['aaaaaaaaaaaaaaaaaaaa', '密码不能是同一个字符的重复。'],
    ['Admin@123', '这个密码太常见，容易被猜到，请换一个。'],
    ['x-13900000001', '密码不能包含您的姓名、登录名、手机号或公民身份号码。'],
    ['王芳的密码是荔枝88', '密码不能包含您的姓名、登录名、手机号或公民身份号码。'],
  ])('%s: %s', (password, weakness) => expect(passwordWeakness(password, ['13900000001', '王芳', 'li'])).toBe(weakness))

  it.each([
    ...[
      'Password1',
      'P@ssw0rd',
      'passw0rd!',
      'Passw0rd2026',
      'Qwerty123',
      'qwer1234',
      '1qaz2wsx',
      '1QAZ@WSX3edc',
      'abcd1234',
    ],
    ...[
      'a1234567',
      '12345678a',
      '123456abc',
      'aa123456',
      'asdf1234',
      'zxcvbnm123',
      'woaini1314',
      'woaini520',
      '5201314abc',
    ],
    ...['iloveyou1', 'letmein1!', 'welcome2026', 'admin888', 'root@2026', 'Huawei@123', 'Test1234', 'qwertyuiop123456'],
    ...[
      '88888888a',
      '666666aa',
      '147258369a',
      '123456789012345',
      'abcdefghijklmnop',
      'Zhengwu@2026',
      'ｐａｓｓｗｏｒｄ１',
    ],
  ])('%s is one that everybody tries first', (password) => {
    expect(passwordWeakness(password, [])).toBe('这个密码太常见，容易被猜到，请换一个。')
  })

  it('drawn by lot is taken, and a common one is refused in whatever case it is written', () => {
    const drawn = fc.string({
      unit: fc.constantFrom(...'abcdefghkmnpqrstuvwxyz23456789-_'),
      minLength: 20,
      maxLength: 30,
    })
    fc.assert(
      fc.property(drawn, (password) => passwordWeakness(password, []) === undefined || /(.)\1{5}/.test(password)),
    )
    const word = fc.constantFrom('password', 'qwerty', 'woaini', 'administrator')
    const ending = fc.constantFrom('1', '123', '@123', '!', '2026', '520')
    fc.assert(
      fc.property(word, ending, fc.infiniteStream(fc.boolean()), (base, end, capital) => {
        const typed = [...base]
          .map((letter) => (capital.next().value === true ? letter.toUpperCase() : letter))
          .join('')
        return isCommonPassword(typed + end)
      }),
    )
  })
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
