import { useEffect, useRef } from 'react'
import { Anchor } from '../anchor/anchor.tsx'
import styles from './error-summary.module.css'

export interface FieldProblem {
  /** The id of the control; empty where the problem is nobody's in particular. */
  fieldId?: string | undefined
  /** Where it is put right, when that is another page. */
  href?: string | undefined
  message: string
}

export interface ErrorSummaryProps {
  title: string
  problems: readonly FieldProblem[]
}

/** All that has to be put right, at the top of the page, with the focus on it. */
export function ErrorSummary({ title, problems }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [problems])
  if (problems.length === 0) return null
  return (
    <div ref={box} className={styles.summary} role="alert" tabIndex={-1} autoFocus>
      <h2>{title}</h2>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.fieldId} ${problem.message}`}>
            <Way problem={problem} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Way({ problem }: { problem: FieldProblem }) {
  if (problem.href) return <Anchor href={problem.href}>{problem.message}</Anchor>
  return problem.fieldId ? <a href={`#${problem.fieldId}`}>{problem.message}</a> : problem.message
}
