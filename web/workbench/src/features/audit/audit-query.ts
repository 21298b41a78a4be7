import type { CallInput } from '@yiwang/client'
import { AUDIT_CATEGORIES, type AuditCategory, type SearchEntries } from '@yiwang/server/contract/audit'

/** The conditions of a search, as they stand in the address; a person stands there sealed. */
export const conditionNames = ['staff', 'person', 'caseNo', 'from', 'to', 'category', 'kind'] as const
export type ConditionName = (typeof conditionNames)[number]

export function queryOf(params: URLSearchParams): CallInput<typeof SearchEntries> {
  const { category, ...words } = Object.fromEntries(
    [...conditionNames, 'cursor'].flatMap((name) => {
      const value = params.get(name)?.trim()
      return value ? [[name, value]] : []
    }),
  ) as Partial<Record<ConditionName | 'cursor', string>>
  return { limit: 50, ...words, ...(isCategory(category) && { category }) }
}

export function isCategory(text: string | undefined): text is AuditCategory {
  return text !== undefined && Object.hasOwn(AUDIT_CATEGORIES, text)
}

export function without(params: URLSearchParams, ...names: readonly string[]): URLSearchParams {
  const next = new URLSearchParams(params)
  for (const name of [...names, 'cursor']) next.delete(name)
  return next
}

export function withCursor(params: URLSearchParams, cursor: string): URLSearchParams {
  const next = new URLSearchParams(params)
  next.set('cursor', cursor)
  return next
}
