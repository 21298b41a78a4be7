/**
 * What a spreadsheet program would take for a formula when it opens a text file: the signs, their full-width brothers (programs in
 * Chinese read those too), and white space that some programs skip before one.
 */
const BEGINS_A_FORMULA = /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n]/

/** A cell of a text file: what looks like a formula gets an apostrophe, by which programs know it for text. Numbers are numbers. */
export function plainCell(value: string | number | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return String(value)
  return BEGINS_A_FORMULA.test(value) ? `'${value}` : value
}
