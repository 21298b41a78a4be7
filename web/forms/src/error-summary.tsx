import { useEffect, useRef } from 'react'
import type { AnswerError } from './check-answers.ts'
import styles from './error-summary.module.css'
import { formMessages as say } from './messages.ts'
import { fieldIdOf } from './theme/field-ids.ts'

/** What is wrong, above the form, each leading to its field; takes the focus when it appears. */
export function ErrorSummary({ errors }: { errors: readonly AnswerError[] }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (errors.length > 0) box.current?.focus()
  }, [errors])
  if (errors.length === 0) return null
  return (
    <div ref={box} className={styles['summary']} role="alert" tabIndex={-1}>
      <p className={styles['title']}>{say.summaryTitle(errors.length)}</p>
      <ul>
        {errors.map((error) => (
          <li key={`${error.path.join('/')} ${error.keyword}`}>
            <a href={`#${fieldIdOf(error.path)}`}>{error.message}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}
