import type { Choice } from './question.ts'

/** 选项, one a line. A choice whose words stay keeps its value; one whose words change keeps it by its place; a new one gets one. */
export function choicesOf(lines: readonly string[], before: readonly Choice[]): Choice[] {
  const byTitle = new Map(before.map(({ title, value }) => [title, value]))
  const spoken = new Set(lines.map((line) => byTitle.get(line)))
  const used = new Set<Choice['value']>()
  return lines.map((title, at) => {
    const there = before[at]?.value
    const wanted = byTitle.get(title) ?? (spoken.has(there) ? undefined : there)
    const value = wanted === undefined || used.has(wanted) ? unused(used, before) : wanted
    used.add(value)
    return { value, title }
  })
}

function unused(used: ReadonlySet<Choice['value']>, before: readonly Choice[]): string {
  const taken = new Set([...used, ...before.map(({ value }) => value)])
  let number = 1
  while (taken.has(`choice${number}`)) number += 1
  return `choice${number}`
}
