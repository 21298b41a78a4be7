const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** 统一社会信用代码 (GB 32100-2015): 17 characters and a MOD 31 check character, without I O S V Z. */
export function isCreditCode(text: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(text)) return false
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * ALPHABET.indexOf(text[index]!), 0)
  return ALPHABET[(31 - (sum % 31)) % 31] === text[17]
}
