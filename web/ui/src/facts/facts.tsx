import type { ReactNode } from 'react'
import styles from './facts.module.css'

export interface Fact {
  name: ReactNode
  value: ReactNode
}

/** Names and values, one under another; two columns where there is room. */
export function Facts({ facts, columns = 1 }: { facts: readonly Fact[]; columns?: 1 | 2 }) {
  return (
    <dl className={styles.facts} data-columns={columns}>
      {facts.map((fact, index) => (
        <div key={typeof fact.name === 'string' ? fact.name : index}>
          <dt>{fact.name}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}
