import { Ban, Check, CircleAlert, CircleDot, Clock, Info, type LucideIcon, Pause } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './tag.module.css'

export type Tone = 'neutral' | 'info' | 'ok' | 'soon' | 'yellow' | 'red' | 'stopped' | 'ended'

/** A word on a quiet ground, for what is only a name. */
export function Tag({ children }: { children: ReactNode }) {
  return <span className={styles.tag}>{children}</span>
}

/** A state: colour, icon and word together, never colour alone. */
export function StateTag({ tone, children }: { tone: Tone; children: ReactNode }) {
  const Icon = icons[tone]
  return (
    <span className={styles.state} data-tone={tone}>
      <Icon aria-hidden="true" size={16} />
      {children}
    </span>
  )
}

const icons: Record<Tone, LucideIcon> = {
  neutral: CircleDot,
  info: Info,
  ok: Check,
  soon: Clock,
  yellow: Clock,
  red: CircleAlert,
  stopped: Pause,
  ended: Ban,
}
