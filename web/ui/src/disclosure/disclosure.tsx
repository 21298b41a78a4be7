import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './disclosure.module.css'

export interface DisclosureProps {
  summary: ReactNode
  /** How much is inside: 「要什么材料 (3)」. */
  count?: number | undefined
  open?: boolean
  id?: string
  children: ReactNode
}

/** Opens without scripts, and prints open. */
export function Disclosure({ summary, count, open, id, children }: DisclosureProps) {
  return (
    <details className={styles.disclosure} open={open} id={id}>
      <summary>
        <span>
          {summary}
          {count !== undefined && <span className={styles.count}>({count})</span>}
        </span>
        <ChevronDown aria-hidden="true" size={20} />
      </summary>
      <div className={styles.body}>{children}</div>
    </details>
  )
}
