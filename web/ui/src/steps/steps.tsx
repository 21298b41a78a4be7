import { Check } from 'lucide-react'
import { Anchor } from '../anchor/anchor.tsx'
import styles from './steps.module.css'

export interface Step {
  id: string
  label: string
  /** A finished step may be gone back to. */
  href?: string | undefined
}

export interface StepsProps {
  label: string
  steps: readonly Step[]
  current: string
}

/** Where one is in something that takes several pages. */
export function Steps({ label, steps, current }: StepsProps) {
  const at = steps.findIndex((step) => step.id === current)
  return (
    <nav aria-label={label} className={styles.steps}>
      <p className={styles.short}>
        {at + 1} / {steps.length} · {steps[at]?.label}
      </p>
      <ol>
        {steps.map((step, index) => (
          <li key={step.id} data-done={index < at || undefined} aria-current={index === at ? 'step' : undefined}>
            <span className={styles.number}>{index < at ? <Check size={16} aria-hidden="true" /> : index + 1}</span>
            {step.href && index < at ? <Anchor href={step.href}>{step.label}</Anchor> : <span>{step.label}</span>}
          </li>
        ))}
      </ol>
    </nav>
  )
}
