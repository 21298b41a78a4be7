import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT, sourceFiles } from './source-files.ts'

/** Links between the repository's own documents lead somewhere, and a headline that is named exists. */
export function checkLinks(): string[] {
  return sourceFiles(['.md']).flatMap((file) => {
    const page = readFileSync(join(ROOT, file), 'utf8')
    return linksIn(page)
      .map((link) => ({ link, problem: problemOf(file, link) }))
      .filter(({ problem }) => problem !== undefined)
      .map(({ link, problem }) => `${file}: ${link}: ${problem}`)
  })
}

/** What a document says in two rows that begin alike is one row twice, as a merge leaves it. */
export function checkRepeatedRows(): string[] {
  return sourceFiles(['.md'])
    .filter((file) => !file.startsWith('docs/generated/'))
    .flatMap((file) =>
      repeatedRows(readFileSync(join(ROOT, file), 'utf8')).map((row) => `${file}: begins twice alike: ${row}`),
    )
}

const ALIKE = 70

/** The beginnings of rows of tables and of points of lists that stand more than once. */
export function repeatedRows(page: string): string[] {
  const seen = new Set<string>()
  return page
    .split('\n')
    .filter((line) => /^[|-] /.test(line) && line.length > ALIKE)
    .map((line) => line.slice(0, ALIKE))
    .filter((beginning) => seen.has(beginning) || !seen.add(beginning))
}

export function linksIn(page: string): string[] {
  const withoutCode = page.replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '')
  return [...withoutCode.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)]
    .map((match) => match[1] ?? '')
    .filter((link) => !/^[a-z]+:/.test(link))
}

/** As GitHub makes an anchor of a headline. */
export function anchorOf(headline: string): string {
  return headline
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')
}

function problemOf(file: string, link: string): string | undefined {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? join(ROOT, file) : join(ROOT, dirname(file), decodeURIComponent(path))
  if (!existsSync(target)) return 'no such file'
  if (anchor === undefined || !target.endsWith('.md')) return undefined
  const headlines = [...readFileSync(target, 'utf8').matchAll(/^#+\s+(.*)$/gm)].map((match) => anchorOf(match[1] ?? ''))
  return headlines.includes(decodeURIComponent(anchor)) ? undefined : 'no such headline'
}
