import { Button } from '@yiwang/ui'
import { Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './account-page.module.css'

interface AccountPageProps {
  title: string
  lead: string
  print: string
  tabs: ReactNode
  children: ReactNode
}

/** A page that gives account of the library in figures, and prints. */
export function AccountPage({ title, lead, print, tabs, children }: AccountPageProps) {
  return (
    <div className={styles.page}>
      <header className={styles.line}>
        <h1>{title}</h1>
        <Button data-print="no" icon={<Printer aria-hidden="true" />} onClick={() => globalThis.print()}>
          {print}
        </Button>
      </header>
      {tabs}
      <p className={styles.soft}>{lead}</p>
      {children}
    </div>
  )
}

/** A large figure, and below it what it is made of. */
export function Figure({ name, value, children }: { name: string; value: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b>
        {children}
      </dd>
    </div>
  )
}
