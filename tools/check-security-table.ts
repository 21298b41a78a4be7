import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './source-files.ts'

const PAGE = 'docs/security.md'
const BEGIN = '## Controls, one by one'
const NO_CLAIM = /^(operator's duty|not yet)\b/

/** The table of controls claims nothing that no file and no test shows. */
export function checkSecurityTable(): string[] {
  return judgeControls(readFileSync(join(ROOT, PAGE), 'utf8'), (file) => existsSync(join(ROOT, file)))
}

export function judgeControls(page: string, exists: (file: string) => boolean): string[] {
  const begin = page.indexOf(BEGIN)
  if (begin < 0) return [`${PAGE}: there is no section “${BEGIN.slice(3)}”`]
  const section = page.slice(begin + BEGIN.length).split(/^## /m)[0]!
  const rows = section.split('\n').filter((line) => /^\| (V\d|\d)/.test(line))
  if (rows.length === 0) return [`${PAGE}: the section of controls has no rows`]
  return rows.flatMap((row) => judgeRow(row, exists))
}

function judgeRow(row: string, exists: (file: string) => boolean): string[] {
  const [, id = '', asked = '', shown = ''] = row.split('|').map((cell) => cell.trim())
  if (asked === '' || shown === '') return [`${PAGE}: ${id} says nothing`]
  const files = [...shown.matchAll(/`([^`\s]+)`/g)]
    .map(([, name = '']) => name)
    .filter((name) => /[/.]/.test(name) && /^[.\w]+[/.]/.test(name))
  const missing = files
    .filter((file) => !exists(file))
    .map((file) => `${PAGE}: ${id} names ${file}, which is not there`)
  const isShown = files.some((file) => /\.(test|spec)\.tsx?$/.test(file))
  if (!isShown && !NO_CLAIM.test(shown)) missing.push(`${PAGE}: ${id} claims what no test shows`)
  return missing
}
