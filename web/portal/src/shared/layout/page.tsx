import { Breadcrumbs, type Crumb, joinClasses } from '@yiwang/ui'
import type { ReactNode } from 'react'
import { sharedMessages as say } from '../messages.ts'
import styles from './page.module.css'

export interface PageProps {
  title: ReactNode
  /** What the title means in other words, or the legal name behind the everyday one. */
  lead?: ReactNode
  crumbs?: readonly Crumb[]
  /** Over the whole width, above content and aside. */
  tools?: ReactNode
  /** The main act and the limits: beside the content on a wide screen, before it on a phone. */
  aside?: ReactNode
  /** On a phone: the aside before the content, after it, or only its first part before it. */
  asideOnPhone?: 'first' | 'last' | 'split'
  children: ReactNode
}

/** One question, one main act: the frame of every page but the home page. */
export function Page({ title, lead, crumbs, tools, aside, asideOnPhone = 'first', children }: PageProps) {
  return (
    <div className={styles.page}>
      {crumbs && <Breadcrumbs label={say.back} crumbs={crumbs} />}
      <header className={styles.head}>
        <h1>{title}</h1>
        {lead && <div className={styles.lead}>{lead}</div>}
      </header>
      {tools}
      {aside ? (
        <div className={styles.columns}>
          <aside className={joinClasses(styles.aside, styles[asideOnPhone])}>{aside}</aside>
          <div className={styles.content}>{children}</div>
        </div>
      ) : (
        <div className={styles.content}>{children}</div>
      )}
    </div>
  )
}

/** Text to be read, at a comfortable width. */
export function Prose({ children }: { children: ReactNode }) {
  return <div className={styles.prose}>{children}</div>
}
