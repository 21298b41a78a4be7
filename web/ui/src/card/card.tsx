import type { ReactNode } from 'react'
import { joinClasses } from '../join-classes.ts'
import styles from './card.module.css'

export interface CardProps {
  title?: ReactNode
  /** The heading's level in the page's outline. */
  level?: 2 | 3 | 4
  id?: string | undefined
  aside?: ReactNode
  /** No own surface: for what lies on a card already (no boxes inside boxes). */
  bare?: boolean
  children: ReactNode
}

export function Card({ title, level = 2, id, aside, bare, children }: CardProps) {
  const Heading = `h${level}` as const
  return (
    <section className={joinClasses(styles.card, bare && styles.bare)} id={id} aria-labelledby={id && `${id}-title`}>
      {title && (
        <header className={styles.head}>
          <Heading id={id && `${id}-title`} className={styles.title}>
            {title}
          </Heading>
          {aside}
        </header>
      )}
      {children}
    </section>
  )
}
