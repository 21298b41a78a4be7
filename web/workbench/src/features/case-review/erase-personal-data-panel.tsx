import { ERASURE_GROUNDS } from '@yiwang/server/contract/cases'
import type { ErasePersonalData } from '@yiwang/server/contract/cases'
import { RadioGroup } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { actMessages } from './act-messages.ts'
import { ActPanel } from './act-panel.tsx'
import styles from './act-panel.module.css'
import { type ActProps, named } from './act-props.ts'
import { useCaseAct } from './use-case.ts'

const say = actMessages.erase

const grounds = Object.keys(ERASURE_GROUNDS) as ErasePersonalData['ground'][]

/** 删除个人信息: it cannot be taken back, so what goes and what stays is said before it is confirmed. */
export function ErasePersonalDataPanel({ aCase, close }: ActProps) {
  const [ground, setGround] = useState<ErasePersonalData['ground']>('period-over')
  const erase = useCaseAct(api.cases.erasePersonalData, close)
  return (
    <ActPanel
      title={actMessages.acts.erase}
      confirm={actMessages.confirm.erase}
      isRisky
      law={<p>{actMessages.laws.erase}</p>}
      isPending={erase.isPending}
      error={erase.error}
      onConfirm={() => erase.mutate({ ...named(aCase), ground })}
      onClose={close}
    >
      <RadioGroup
        id="erase-ground"
        name="ground"
        label={say.ground}
        choices={grounds.map((value) => ({ value, label: ERASURE_GROUNDS[value] }))}
        value={ground}
        onChange={(event) => setGround(grounds.find((one) => one === event.target.value) ?? ground)}
      />
      <WhatBecomes title={say.goes} lines={say.goesLines} />
      <WhatBecomes title={say.stays} lines={say.staysLines} />
      <p>{say.forGood}</p>
    </ActPanel>
  )
}

function WhatBecomes({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <section>
      <h3 className={styles.legend}>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}
