import type { ReactNode } from 'react'
import { Anchor } from '../anchor/anchor.tsx'
import styles from './tabs.module.css'

export interface LinkTab {
  id: string
  label: ReactNode
  href: string
}

/** Tabs that are pages: the address says which one is open. */
export function LinkTabs({ label, tabs, selected }: { label: string; tabs: readonly LinkTab[]; selected: string }) {
  return (
    <nav aria-label={label} className={styles.list}>
      {tabs.map((tab) => (
        <Anchor
          key={tab.id}
          href={tab.href}
          className={styles.tab}
          aria-current={tab.id === selected ? 'true' : undefined}
        >
          {tab.label}
        </Anchor>
      ))}
    </nav>
  )
}
