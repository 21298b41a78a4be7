import type { StaffChangeView } from '@yiwang/server/contract/organizations'
import { Button } from '@yiwang/ui'
import { useState } from 'react'
import styles from './administration.module.css'
import { administrationMessages } from './messages.ts'
import { Ties } from './ties.tsx'

const { changes: say, ties, ...words } = administrationMessages

interface ConfirmChangeProps {
  change: StaffChangeView
  isBusy: boolean
  onConfirm(): void
}

/** The first press shows what follows from it, the second one does it. */
export function ConfirmChange({ change, isBusy, onConfirm }: ConfirmChangeProps) {
  const [isOpen, setOpen] = useState(false)
  const { staffName, kindTitle, kind } = change
  if (!isOpen) {
    return (
      <Button aria-label={say.confirmOf(staffName, kindTitle)} busy={isBusy} onClick={() => setOpen(true)}>
        {words.confirm}
      </Button>
    )
  }
  const posts =
    kind === 'move' ? { posts: change.ends.map((one) => ties.post(one.roleTitle, one.organizationName)) } : {}
  return (
    <section className={styles.consequences} aria-label={say.consequencesOf(staffName, kindTitle)}>
      <p>{say.consequences(kindTitle)}</p>
      {kind === 'join' ? <p>{say.welcomes}</p> : <Ties staffId={change.staffId} {...posts} />}
      {change.begins.length > 0 && (
        <p>{say.begins(change.begins.map((one) => ties.post(one.roleTitle, one.organizationName)).join('、'))}</p>
      )}
      <div className={styles.acts}>
        <Button look="main" busy={isBusy} onClick={onConfirm} aria-label={say.reallyOf(staffName, kindTitle)}>
          {say.really}
        </Button>
        <Button look="quiet" onClick={() => setOpen(false)}>
          {say.back}
        </Button>
      </div>
    </section>
  )
}
