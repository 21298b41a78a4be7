import type { ReactNode } from 'react'
import { Anchor } from '../anchor/anchor.tsx'
import styles from './tabs.module.css'

export interface LinkTab {
  id: string
  label: ReactNode
  href: string
}

export interface LinkTabsProps {
  label: string
  tabs: readonly LinkTab[]
  selected: string
  /** `chips` narrow down what a tab shows. */
  look?: 'tabs' | 'chips'
}

/** Tabs that are pages: the address says which one is open. */
export function LinkTabs({ label, tabs, selected, look = 'tabs' }: LinkTabsProps) {
  return (
    <nav aria-label={label} className={look === 'tabs' ? styles.list : styles.chips}>
      {tabs.map((tab) => (
        <Anchor
          key={tab.id}
          href={tab.href}
          className={look === 'tabs' ? styles.tab : styles.chip}
          aria-current={tab.id === selected ? 'true' : undefined}
        >
          {tab.label}
        </Anchor>
      ))}
    </nav>
  )
}
