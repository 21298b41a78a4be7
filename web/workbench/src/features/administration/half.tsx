import { NoticePanel } from '@yiwang/ui'
import styles from './administration.module.css'

/** 半个找回码: shown to one of the two administrators, once. */
export function Half({ part, title, text }: { part: string; title: string; text: string }) {
  return (
    <NoticePanel tone="ok" title={title} role="status">
      <p className={styles.half}>{part}</p>
      <p>{text}</p>
    </NoticePanel>
  )
}
