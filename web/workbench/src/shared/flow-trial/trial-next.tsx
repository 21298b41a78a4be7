import type { TrialAct, TrialWait } from '@yiwang/server/contract/flows'
import { Button } from '@yiwang/ui'
import styles from './flow-trial.module.css'
import { trialMessages as say } from './messages.ts'

interface TrialNextProps {
  waiting: readonly TrialWait[]
  isBusy: boolean
  onAct(act: TrialAct): void
}

/** What is waited for, each with what may come of it. */
export function TrialNext({ waiting, isBusy, onAct }: TrialNextProps) {
  return (
    <section className={styles.stack} aria-label={say.next}>
      <h3 className={styles.heading}>{say.next}</h3>
      <ul className={styles.next}>
        {waiting.map((wait) => (
          <li key={`${wait.kind} ${wait.token} ${wait.elementId}`}>
            <b>{wait.name}</b>
            {wait.dueOn !== undefined && <span className={styles.soft}>{wait.dueOn}</span>}
            <span className={styles.acts}>
              {actsOf(wait).map(({ word, act }) => (
                <Button key={word} aria-label={say.act(word, wait.name)} disabled={isBusy} onClick={() => onAct(act)}>
                  {word}
                </Button>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function actsOf({ kind, token, elementId, canReturn }: TrialWait): { word: string; act: TrialAct }[] {
  const act = { kind, token, elementId }
  if (kind !== 'done') return [{ word: say.acts[kind], act }]
  const outcomes = canReturn ? (['pass', 'return', 'deny'] as const) : (['pass', 'deny'] as const)
  return outcomes.map((outcome) => ({ word: say.acts[outcome], act: { ...act, outcome } }))
}
