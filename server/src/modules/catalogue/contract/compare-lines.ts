import type { ListColumn, ListDifference } from './public-lists.ts'

type Cells = Readonly<Record<string, string>>

export interface LinesOnTwoDays {
  readonly id: string
  readonly older: readonly Cells[]
  readonly newer: readonly Cells[]
  readonly columns: readonly ListColumn[]
}

/** One thing on two days, as a list says it: no lines where it was not there. Nothing where the list says the same of it. */
export function compareLines({ id, older, newer, columns }: LinesOnTwoDays): ListDifference | undefined {
  const [first] = columns
  const told = newer[0] ?? older[0] ?? {}
  const parts = columns.flatMap(({ key, title }) => {
    const [was, is] = [older, newer].map((lines) => [...new Set(lines.map((line) => line[key] ?? ''))].join('\n'))
    return was === is ? [] : [{ title, ...(was && { before: was }), ...(is && { after: is }) }]
  })
  const change = older.length === 0 ? 'added' : newer.length === 0 ? 'removed' : 'changed'
  const name = (first && told[first.key]) ?? ''
  return parts.length === 0 ? undefined : { id, name, organizationName: told['organizationName'] ?? '', change, parts }
}
