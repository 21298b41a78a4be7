import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isCitizenId } from '../server/src/kernel/citizen-id.ts'
import { ROOT, sourceFiles } from './source-files.ts'

/**
 * Invented citizen ids begin with 999999: no division of GB/T 2260 has that code, so such a number can belong to nobody,
 * while its date and check character are as real ones. GB 11643 and its textbooks print two others, which are nobody's either.
 */
const RESERVED_PREFIX = '999999'
const PUBLISHED_EXAMPLES = new Set(['11010519491231002X', '440524188001010014'])
/** Vectors of the checksum itself. */
const VECTORS = /(^|\/)conformance\//

const BUCKETS = /(^|\/)(utils?|helpers?|common|misc|shared-utils|constants|types)(\.tsx?$|\/)/
const OPEN_END = /\b(TODO|FIXME|XXX|HACK)\b|暂未实现|待实现/
const LOOSE = /\bas any\b|:\s*any\b(?!\w)/
/** A check that is switched off says why, where it is switched off. */
const SILENCED =
  /@ts-ignore|@ts-expect-error|@ts-nocheck|eslint-disable|oxlint-disable(?!.* -- \S)|biome-ignore(?! \w+: \S)/
const LEFT_OUT = /\b(it|test|describe)\.(skip|only|todo)\(/

/** A comment that was a statement once. Prose rarely ends like code and never begins like it. */
const STATEMENTS = [
  /^(import|export)\s.*\bfrom\s+['"]/,
  /^export\s+(const|function|class|interface|type|default)\b/,
  /^(const|let|var)\s+[\w{[][^.]*=\s*\S/,
  /^(await|return|throw)\s+[\w.]+\(.*\)\s*;?$/,
  /^(if|for|while|switch)\s*\(.*\)\s*\{?$/,
  /^\}?\s*(else|catch|finally)\b.*\{$/,
  /^[\w.]+(\?\.)?\([^)]*\)\s*[;,]$/,
  /^[\w.]+\s*=\s*[^=].*;$/,
  /^<\/?[A-Z]\w*[^>]*\/?>$/,
  /^[})\]]+[;,]?$/,
]

export function checkSources(): string[] {
  const files = sourceFiles([
    '.ts',
    '.tsx',
    '.mjs',
    '.cjs',
    '.css',
    '.sql',
    '.json',
    '.md',
    '.yaml',
    '.yml',
    '.html',
    '.bpmn',
    '.txt',
    '.csv',
  ])
  return files.flatMap((file) => [...checkName(file), ...checkText(file, readFileSync(join(ROOT, file), 'utf8'))])
}

export function checkName(file: string): string[] {
  const problems: string[] = []
  if (BUCKETS.test(file)) problems.push(`${file}: a bucket; name the file after what it does`)
  if (file.startsWith('server/') && file.endsWith('.tsx'))
    problems.push(`${file}: Node strips types but knows no JSX; pages belong to web/`)
  const isCode = /\.(ts|tsx|css|mjs|cjs)$/.test(file)
  if (isCode && !/^[a-z0-9.+-]+$/.test(basename(file))) problems.push(`${file}: file names are kebab-case`)
  return problems
}

export function checkText(file: string, text: string): string[] {
  const problems: string[] = []
  const report = (line: number, message: string) => problems.push(`${file}:${line}: ${message}`)
  const isCode = /\.(ts|tsx|mjs|cjs)$/.test(file)
  const isTheCheck = /^tools\/check-(sources|glossary)(\.test)?\.ts$/.test(file)
  for (const [index, line] of text.split('\n').entries()) {
    if (!VECTORS.test(file))
      for (const id of realLooking(line))
        report(index + 1, `${id} is a valid citizen id; invented ones begin with ${RESERVED_PREFIX}`)
    if (isTheCheck || !(isCode || /\.(css|sql)$/.test(file))) continue
    if (OPEN_END.test(line)) report(index + 1, 'left open; finish it or take it out')
    if (isCode && (LOOSE.test(codeOf(line)) || SILENCED.test(line)))
      report(index + 1, 'goes round the types or the checks')
    if (isCode && LEFT_OUT.test(line)) report(index + 1, 'a test that is left out')
    if (isDeadCode(file, line)) report(index + 1, 'commented-out code; the history keeps it')
  }
  return problems
}

function realLooking(line: string): string[] {
  return (line.match(/(?<![\dA-Za-z])\d{17}[\dX](?![\dA-Za-z])/g) ?? []).filter(
    (number) => isCitizenId(number) && !number.startsWith(RESERVED_PREFIX) && !PUBLISHED_EXAMPLES.has(number),
  )
}

/** Strings and comments may speak about anything. */
function codeOf(line: string): string {
  return line.replaceAll(/'[^']*'|"[^"]*"|`[^`]*`/g, "''").replace(/\/\/.*$|\/\*.*|^\s*\*.*$/, '')
}

function isDeadCode(file: string, line: string): boolean {
  if (file.endsWith('.css')) return /\/\*\s*[\w-]+\s*:\s*[^;*]+;\s*\*\//.test(line)
  if (file.endsWith('.sql'))
    return /^\s*--\s*(select|insert|update|delete|create|alter|drop|grant)\b.*;\s*$/i.test(line)
  const comment = /^\s*(?:\/\/|\{\/\*)\s?(.*?)(?:\*\/\})?\s*$/.exec(line)?.[1]?.trim()
  return comment !== undefined && STATEMENTS.some((statement) => statement.test(comment))
}
