/** Stands where an account has no password: its owner comes from upstream. Nothing compares equal to it. */
export const NO_PASSWORD = ''

/** Passwords that everybody tries first; compared without case. */
const COMMON = new Set(
  [
    'password',
    'passw0rd',
    'password1',
    'qwertyui',
    'qwerty123',
    'abcd1234',
    'a1234567',
    'aa123456',
    'admin123',
    '12345678a',
  ].concat([
    '1qaz2wsx',
    'woaini1314',
    'woaini520',
    'iloveyou1',
    'p@ssw0rd',
    'admin@123',
    'qwer1234',
    'asdf1234',
    '123456abc',
  ]),
)

const SHORTEST = 8

/** Why a password will not do, in Chinese; undefined when it will. `known` are names that it must not contain. */
export function passwordWeakness(password: string, known: readonly string[]): string | undefined {
  if ([...password].length < SHORTEST) return `密码至少要有 ${SHORTEST} 个字符。`
  const kinds = [/\d/, /[a-z]/i, /[^\da-z]/i].filter((kind) => kind.test(password)).length
  if (kinds < 2) return '密码要包含字母、数字、符号中的至少两种。'
  if (/^(.)\1*$/u.test(password)) return '密码不能是同一个字符的重复。'
  const lower = password.toLowerCase()
  if (COMMON.has(lower)) return '这个密码太常见，容易被猜到，请换一个。'
  const contained = known.find((name) => name.length >= 4 && lower.includes(name.toLowerCase()))
  return contained === undefined ? undefined : '密码不能包含您的登录名、手机号或公民身份号码。'
}
