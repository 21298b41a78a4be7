/** Formats of our forms beyond JSON Schema's own; the server knows the same ones by the same names. */
export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  'citizen-id': isCitizenId,
  'credit-code': isCreditCode,
  phone: (text) => /^1[3-9]\d{9}$/.test(text),
}

/** 公民身份号码 (GB 11643-1999): birth date and ISO 7064 MOD 11-2 check character. */
function isCitizenId(text: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(text)) return false
  if (!isDate(`${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`)) return false
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  return '10X98765432'[sum % 11] === text[17]
}

/** 统一社会信用代码 (GB 32100-2015): MOD 31 check character over an alphabet without I O S V Z. */
function isCreditCode(text: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(text)) return false
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
  const sum = weights.reduce((total, weight, index) => total + weight * alphabet.indexOf(text.charAt(index)), 0)
  return alphabet[(31 - (sum % 31)) % 31] === text[17]
}

function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []
  if (year === undefined) return false
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
}
