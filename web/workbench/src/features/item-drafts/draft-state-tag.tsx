import type { DraftState } from '@yiwang/server/contract/catalogue'
import { StateTag, type Tone } from '@yiwang/ui'
import styles from './item-drafts.module.css'
import { draftsMessages as say } from './messages.ts'

const tones: Readonly<Record<DraftState, Tone>> = {
  drafting: 'neutral',
  'in-review': 'info',
  'in-approval': 'soon',
  published: 'ok',
  discarded: 'ended',
}

export function DraftStateTag({ state }: { state: DraftState }) {
  return (
    <span className={styles.word}>
      <StateTag tone={tones[state]}>{say.states[state]}</StateTag>
    </span>
  )
}
