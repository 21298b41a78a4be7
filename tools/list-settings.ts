import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { commands } from '../server/src/cli/commands.ts'
import { settingRows } from '../server/src/platform/config/index.ts'
import { ROOT } from './source-files.ts'

/** docs/operations.md with its tables of settings and commands as the code has them; the rest of the page is written by hand. */
export function listSettings(): string {
  const page = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8')
  const settings = settingRows().map(
    ({ name, fallback, zh, en }) => `| \`${name}\` | ${fallback ? `\`${fallback}\`` : '—'} | ${zh} | ${en} |`,
  )
  const words = commands.map(
    ({ name, operands, summary }) => `| \`yiwang ${[name, ...(operands ?? [])].join(' ')}\` | ${summary} |`,
  )
  return [
    { name: 'settings', rows: ['| Variable | Default | 说明 | Meaning |', '|---|---|---|---|', ...settings] },
    { name: 'commands', rows: ['| Command | What it does |', '|---|---|', ...words] },
  ].reduce((text, { name, rows }) => between(text, name, rows), page)
}

function between(page: string, name: string, rows: readonly string[]): string {
  const [start, end] = [`<!-- ${name}: written by npm run gen -->`, `<!-- end of ${name} -->`]
  const [from, to] = [page.indexOf(start), page.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`docs/operations.md lacks the marks of ${name}`)
  return `${page.slice(0, from + start.length)}\n${rows.join('\n')}\n${page.slice(to)}`
}
