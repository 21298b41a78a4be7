import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, sourceFiles } from './source-files.ts'

interface Word {
  readonly chinese: string
  readonly identifiers: readonly string[]
  readonly forbidden: readonly string[]
  /** A word settled for a module that does not exist yet: nothing has to use it. */
  readonly isReserved: boolean
}

/** Where the words of the field are used; platform and tools may say `deadline` and mean a timeout. */
const CODE_OF_THE_FIELD = /^(server\/src\/(kernel|modules)|web|e2e)\//
/** Formats of others are spelled as they spell them, in the files that read or write them, in test builders and tests. */
const READS_FOREIGN_FORMAT = /(\/domain\/read-[a-z-]+|\/exchange\/(?:read|write)-[a-z-]+|\/fixtures|\.test)\.tsx?$/
const RESERVED_HEADING = /^## .*reserved/i

export function checkGlossary(): string[] {
  const words = readGlossary(readFileSync(join(ROOT, 'docs/glossary.md'), 'utf8'))
  const used = new Map<string, string>()
  const problems: string[] = []
  const files = sourceFiles(['.ts', '.tsx']).filter(
    (name) => CODE_OF_THE_FIELD.test(name) && !READS_FOREIGN_FORMAT.test(name),
  )
  for (const file of files) {
    for (const { identifier, line } of identifiersIn(readFileSync(join(ROOT, file), 'utf8'))) {
      const spoken = spell(identifier)
      if (used.has(spoken)) continue
      used.set(spoken, `${file}:${line}`)
    }
  }
  for (const word of words) problems.push(...checkWord(word, used))
  return problems
}

export function readGlossary(page: string): Word[] {
  const words: Word[] = []
  let isReserved = false
  for (const line of page.split('\n')) {
    if (line.startsWith('## ')) isReserved = RESERVED_HEADING.test(line)
    const cells = line.split('|').map((cell) => cell.trim())
    // Chinese · identifier · meaning · source · not; the rows of the head have no identifier in backticks.
    if (cells.length !== 7 || !cells[2]?.includes('`')) continue
    words.push({
      chinese: cells[1] ?? '',
      identifiers: quoted(cells[2]),
      forbidden: quoted(cells[5] ?? ''),
      isReserved,
    })
  }
  return words
}

/** Identifiers outside comments and strings, each with the line it stands on first. */
export function identifiersIn(text: string): { identifier: string; line: number }[] {
  const found: { identifier: string; line: number }[] = []
  const bare = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, (match) =>
    match.replaceAll(/[^\n]/g, ' '),
  )
  for (const [index, line] of bare.split('\n').entries()) {
    for (const identifier of line.match(/[A-Za-z_$][\w$]*/g) ?? []) found.push({ identifier, line: index + 1 })
  }
  return found
}

/** `dueOnOf` → `-due-on-of-`: a word is found wherever it is a whole word of the name. */
export function spell(identifier: string): string {
  const words = identifier.replaceAll(/([a-z0-9])([A-Z])|([A-Z]+)([A-Z][a-z])/g, '$1$3-$2$4').toLowerCase()
  return `-${words.replaceAll(/[^a-z0-9]+/g, '-')}-`
}

function checkWord(word: Word, used: ReadonlyMap<string, string>): string[] {
  const problems: string[] = []
  for (const identifier of word.identifiers) {
    const spoken = spell(identifier)
    const isUsed = [...used.keys()].some((name) => name.includes(spoken))
    if (!isUsed && !word.isReserved)
      problems.push(
        `docs/glossary.md: ${word.chinese} \`${identifier}\` is used nowhere; take the row out or move it to the reserved words`,
      )
  }
  for (const synonym of word.forbidden) {
    const spoken = spell(synonym)
    for (const [name, place] of used) {
      if (name.includes(spoken))
        problems.push(
          `${place}: ${name.slice(1, -1)} — for ${word.chinese} the word is ${word.identifiers.join(' / ')}, not ${synonym}`,
        )
    }
  }
  return problems
}

function quoted(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')
}
