import { Anchor } from '../anchor/anchor.tsx'
import { joinClasses } from '../join-classes.ts'
import { paginationMessages as say } from './messages.ts'
import { pageWindow } from './page-window.ts'
import styles from './pagination.module.css'

export interface PaginationProps {
  page: number
  pages: number
  hrefFor: (page: number) => string
}

/** The URL holds the page, so every page is a link. */
export function Pagination({ page, pages, hrefFor }: PaginationProps) {
  if (pages <= 1) return null
  return (
    <nav aria-label={say.label} className={styles.pages}>
      {page > 1 && (
        <Anchor href={hrefFor(page - 1)} rel="prev" className={styles.page}>
          {say.previous}
        </Anchor>
      )}
      <ol>
        {pageWindow(page, pages).map((entry) => (
          <li key={entry}>
            {entry < 0 ? (
              <span className={styles.gap}>…</span>
            ) : (
              <Anchor
                href={hrefFor(entry)}
                aria-label={say.page(entry)}
                aria-current={entry === page ? 'page' : undefined}
                className={joinClasses(styles.page, entry === page && styles.current)}
              >
                {entry}
              </Anchor>
            )}
          </li>
        ))}
      </ol>
      {page < pages && (
        <Anchor href={hrefFor(page + 1)} rel="next" className={styles.page}>
          {say.next}
        </Anchor>
      )}
    </nav>
  )
}
