import type { RosterColumn } from '@yiwang/server/contract/rosters'
import { Button, Facts } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { RevealForm } from '../../shared/reveal-form.tsx'
import { rosterMessages as say } from './messages.ts'
import styles from './rosters.module.css'

interface RevealRecordProps {
  kind: string
  columns: readonly RosterColumn[]
  recordId: string
  name: string
}

/** The whole is shown for a purpose, kept only while this page is open, and recorded. */
export function RevealRecord({ kind, columns, recordId, name }: RevealRecordProps) {
  const [whole, setWhole] = useState<Readonly<Record<string, string>>>()
  const [isAsking, setAsking] = useState(false)
  if (whole !== undefined) {
    const facts = columns.flatMap(({ key, title }) =>
      whole[key] === undefined ? [] : [{ name: title, value: whole[key] }],
    )
    return (
      <div className={styles.stack}>
        <Facts facts={facts} />
        <div>
          <Button look="quiet" onClick={() => setWhole(undefined)}>
            {say.hide}
          </Button>
        </div>
      </div>
    )
  }
  if (isAsking) {
    return (
      <RevealForm
        onReveal={async (why) => {
          setWhole((await api.rosters.revealRosterRecord({ kind, recordId, ...why })).cells)
          setAsking(false)
        }}
        onCancel={() => setAsking(false)}
      />
    )
  }
  return (
    <Button look="quiet" aria-label={say.revealOf(name)} onClick={() => setAsking(true)}>
      {say.reveal}
    </Button>
  )
}
