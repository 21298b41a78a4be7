import type { ReactNode } from 'react'
import styles from './empty-state.module.css'

export interface EmptyStateProps {
  icon?: ReactNode
  title: string
  children?: ReactNode
  act?: ReactNode
}

/** Nothing here: says so, says why, and offers the next step. */
export function EmptyState({ icon, title, children, act }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      {icon}
      <p className={styles.title}>{title}</p>
      {children && <div className={styles.body}>{children}</div>}
      {act}
    </div>
  )
}
