import { ChevronLeft } from 'lucide-react'
import { Anchor } from '../anchor/anchor.tsx'
import styles from './breadcrumbs.module.css'

export interface Crumb {
  label: string
  href: string
}

/** The way back; on a phone only the last step of it. */
export function Breadcrumbs({ label, crumbs }: { label: string; crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label={label} className={styles.crumbs}>
      <ol>
        {crumbs.map((crumb) => (
          <li key={crumb.href}>
            <ChevronLeft aria-hidden="true" size={18} />
            <Anchor href={crumb.href}>{crumb.label}</Anchor>
          </li>
        ))}
      </ol>
    </nav>
  )
}
