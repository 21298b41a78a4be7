import type { FieldError } from '../../kernel/index.ts'

/** Deeper than any contract of ours: what recurses over the input must not run out of stack. */
const DEEPEST = 24
const UNSTORABLE = '含有无法保存的字符，请删去后重新填写'
const TOO_DEEP = '内容的层次太多'

/**
 * What no column and no ledger entry can hold: U+0000 (PostgreSQL refuses it) and half a surrogate pair (it has no
 * UTF-8). Schemas say nothing of them, so this is asked of the whole input before any schema is.
 */
export function unstorableFields(input: unknown): FieldError[] {
  const waiting: { value: unknown; path: string; depth: number }[] = [{ value: input, path: '', depth: 0 }]
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    const { value, path, depth } = one
    if (typeof value === 'string' && !isStorable(value)) return [{ path, message: UNSTORABLE }]
    if (typeof value !== 'object' || value === null) continue
    if (depth === DEEPEST) return [{ path, message: TOO_DEEP }]
    for (const [name, part] of Object.entries(value)) {
      if (!isStorable(name)) return [{ path, message: UNSTORABLE }]
      waiting.push({ value: part, path: `${path}/${name}`, depth: depth + 1 })
    }
  }
  return []
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}
