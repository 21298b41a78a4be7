import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

const pairs = [
  ['ink', 'paper'],
  ['ink', 'ground'],
  ['ink-soft', 'paper'],
  ['ink-soft', 'ground'],
  ['lake', 'paper'],
  ['lake', 'ground'],
  ['lake', 'lake-wash'],
  ['lake-deep', 'lake-wash'],
  ['ink', 'lake-wash'],
  ['on-lake', 'lake'],
  ['on-lake', 'lake-deep'],
  ['seal', 'paper'],
  ['seal', 'seal-wash'],
  ['on-seal', 'seal'],
  ['ok', 'paper'],
  ['ok', 'ok-ground'],
  ['soon', 'soon-ground'],
  ['yellow', 'yellow-ground'],
  ['red', 'red-ground'],
  ['stopped', 'stopped-ground'],
  ['ink', 'stopped-ground'],
] as const

for (const theme of ['light', 'dark'] as const) {
  test.each(pairs)(`in the ${theme} theme %s on %s has at least 4.5 to 1`, (text, ground) => {
    expect(contrast(token(theme, text), token(theme, ground))).toBeGreaterThanOrEqual(4.5)
  })

  test(`in the ${theme} theme the edge of a control stands out from paper by at least 3 to 1`, () => {
    expect(contrast(token(theme, 'edge'), token(theme, 'paper'))).toBeGreaterThanOrEqual(3)
  })
}

function token(theme: 'light' | 'dark', name: string): string {
  const start = css.indexOf(theme === 'light' ? ':root {' : '[data-theme="dark"] {')
  const block = css.slice(start, css.indexOf('}', start))
  const found = new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(block)?.[1]
  if (!found) throw new Error(`no token ${name} in the ${theme} theme`)
  return found
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
