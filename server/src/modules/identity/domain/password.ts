import { isCommonPassword } from './common-passwords.ts'

/** Stands where an account has no password: its owner comes from upstream. Nothing compares equal to it. */
export const NO_PASSWORD = ''

const SHORTEST = 8

/** From here on a password may be of one kind of letters: length does more than signs (NIST SP 800-63B, 3.1.1.2). */
const LONG = 15

/**
 * Why a password will not do, in Chinese; undefined when it will. `known` are names that it must not contain: one's own name,
 * phone, number, sign-in name. Two kinds of characters are asked of short ones because 等保三级 (8.1.4.1 a) asks for it.
 */
export function passwordWeakness(password: string, known: readonly string[]): string | undefined {
  const plain = password.normalize('NFKC').toLowerCase()
  const length = [...plain].length
  if (length < SHORTEST) return `密码至少要有 ${SHORTEST} 个字符。`
  const kinds = [/\d/, /[a-z]/i, /[^\da-z]/i].filter((kind) => kind.test(plain)).length
  if (/^(.)\1*$/u.test(password)) return '密码不能是同一个字符的重复。'
  if (length < LONG && kinds < 2) return `密码要包含字母、数字、符号中的至少两种，或者有 ${LONG} 个以上字符。`
  if (isCommonPassword(password)) return '这个密码太常见，容易被猜到，请换一个。'
  const contained = known.find((name) => isTelling(name) && plain.includes(name.toLowerCase()))
  return contained === undefined ? undefined : '密码不能包含您的姓名、登录名、手机号或公民身份号码。'
}

/** Two Chinese characters are a name; three Latin letters are an accident. */
function isTelling(name: string): boolean {
  return name.length >= 4 || (/\p{Script=Han}/u.test(name) && [...name].length >= 2)
}
