import { Button } from '@yiwang/ui'
import { Users } from 'lucide-react'
import { Form } from 'react-router'
import { Seals } from '../forms/seals.tsx'
import { actingMessages as say } from '../messages.ts'
import styles from './acting-bar.module.css'

export interface ActingBarProps {
  principalName: string
  isOver: boolean
  intentKey: string
}

/** 为谁办理: on every page, for as long as somebody is acted for, with the way out of it. */
export function ActingBar({ principalName, isOver, intentKey }: ActingBarProps) {
  return (
    <section className={styles.bar} data-over={isOver ? 'yes' : undefined} aria-label={say.label} data-print="no">
      <div className={styles.inner}>
        <p className={styles.text}>
          <Users aria-hidden="true" size={20} />
          <span>
            <strong>{isOver ? say.over(principalName) : say.now(principalName)}</strong>
            {isOver && ` ${say.overText}`}
          </span>
        </p>
        <Form method="post" action="/acting">
          <Seals intentKey={intentKey} />
          <input type="hidden" name="do" value="leave" />
          <Button type="submit">{say.leave}</Button>
        </Form>
      </div>
    </section>
  )
}
