import { useQueryClient } from '@tanstack/react-query'
import type { CallOutput } from '@yiwang/client'
import { AUDIT_CATEGORIES, type ListAuditKinds } from '@yiwang/server/contract/audit'
import { LinkButton } from '@yiwang/ui'
import { X } from 'lucide-react'
import { type ConditionName, conditionNames, isCategory, without } from './audit-query.ts'
import styles from './audit.module.css'
import { auditMessages as say } from './messages.ts'

/** What was searched for, in words, on paper too; each can be taken away. */
export function Conditions({ params, personMasked }: { params: URLSearchParams; personMasked: string | undefined }) {
  const queries = useQueryClient()
  const kinds = queries.getQueryData<CallOutput<typeof ListAuditKinds>>(['audit-kinds'])?.kinds
  const given = conditionNames.filter((name) => params.has(name))
  if (given.length === 0) return null
  const wordOf = (name: ConditionName): string => {
    const value = params.get(name) ?? ''
    if (name === 'person') return personMasked ?? say.someone
    if (name === 'category' && isCategory(value)) return AUDIT_CATEGORIES[value]
    if (name === 'kind') return kinds?.find((one) => one.kind === value)?.title ?? value
    return value
  }
  return (
    <ul className={styles.chips} aria-label={say.chips}>
      {given.map((name) => (
        <li key={name}>
          <span>{say.chip(say[name], wordOf(name))}</span>
          <LinkButton
            look="quiet"
            href={`/audit?${without(params, name)}`}
            aria-label={say.remove(say[name])}
            data-print="no"
          >
            <X aria-hidden="true" size={16} />
          </LinkButton>
        </li>
      ))}
    </ul>
  )
}
