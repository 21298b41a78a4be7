import { isCalendarDate } from './calendar-date.ts'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK = '10X98765432'

/** 公民身份号码 (GB 11643-1999): area, birth date, sequence, ISO 7064 MOD 11-2 check. Lower-case x is refused: normalise first. */
export function isCitizenId(text: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(text)) return false
  if (!isCalendarDate(birthDateIn(text))) return false
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  return CHECK[sum % 11] === text[17]
}

/** Digits 7 to 14 (GB 11643-1999, 4.1.2), as `YYYY-MM-DD`. */
export function birthDateIn(citizenId: string): string {
  return `${citizenId.slice(6, 10)}-${citizenId.slice(10, 12)}-${citizenId.slice(12, 14)}`
}

/** The sequence number is odd for men and even for women (GB 11643-1999, 4.1.3). */
export function sexIn(citizenId: string): '男' | '女' {
  return Number(citizenId[16]) % 2 === 1 ? '男' : '女'
}

/** Trims, drops inner spaces, raises the x. */
export function normalizeCitizenId(text: string): string {
  return text.replace(/\s/g, '').toUpperCase()
}

/** `110***********002X` (domain rule for masked display: first three, last four). */
export function maskCitizenId(text: string): string {
  return text.length < 8 ? '****' : `${text.slice(0, 3)}${'*'.repeat(text.length - 7)}${text.slice(-4)}`
}

export function isPhone(text: string): boolean {
  return /^1[3-9]\d{9}$/.test(text)
}

/** `138****0024`. */
export function maskPhone(text: string): string {
  return text.length < 7 ? '****' : `${text.slice(0, 3)}****${text.slice(-4)}`
}

/** Keeps the family name: `王*`, `欧阳**` is not told apart from `欧**`. */
export function maskName(text: string): string {
  const characters = [...text]
  if (characters.length === 0) return ''
  return `${characters[0]}${'*'.repeat(Math.min(Math.max(characters.length - 1, 1), 2))}`
}
