import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './notice-panel.module.css'

export interface NoticePanelProps {
  tone?: 'info' | 'ok' | 'soon' | 'red'
  title?: ReactNode
  children?: ReactNode
  role?: 'status' | 'alert'
}

/** Something the reader should know before going on. */
export function NoticePanel({ tone = 'info', title, children, role }: NoticePanelProps) {
  const Icon = icons[tone]
  return (
    <div className={styles.panel} data-tone={tone} role={role}>
      <Icon aria-hidden="true" size={22} />
      <div className={styles.text}>
        {title && <p className={styles.title}>{title}</p>}
        {children}
      </div>
    </div>
  )
}

const icons: Record<NonNullable<NoticePanelProps['tone']>, LucideIcon> = {
  info: Info,
  ok: CircleCheck,
  soon: TriangleAlert,
  red: CircleAlert,
}
