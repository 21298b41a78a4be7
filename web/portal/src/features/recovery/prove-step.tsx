import type { RecoveryView, RecoveryWay } from '@yiwang/server/contract/identity'
import { Button, NoticePanel, TextField } from '@yiwang/ui'
import { Form, useNavigation } from 'react-router'
import { minuteWord } from '../../shared/cases/days.ts'
import { type FormAnswer } from '../../shared/forms/form-answer.ts'
import formStyles from '../../shared/forms/form.module.css'
import { Seals } from '../../shared/forms/seals.tsx'
import { recoveryMessages } from './messages.ts'
import styles from './recovery.module.css'

const { prove: say, wait: waitWords, waiting: waitingWords, code: codeWords } = recoveryMessages

interface ProveProps {
  view: RecoveryView
  intentKey: string
  answer: FormAnswer | undefined
}

/** One proof more, or waiting. */
export function ProveStep({ view, intentKey, answer }: ProveProps) {
  return (
    <>
      {view.readyAt === undefined ? (
        <div>
          <h2>{say.title}</h2>
          <p>{view.ways.length === 0 ? say.none : say.text}</p>
        </div>
      ) : (
        <NoticePanel tone="soon" title={waitingWords.title} role="status">
          <p>{waitingWords.text(minuteWord(view.readyAt))}</p>
          {view.ways.length > 0 && <p>{waitingWords.sooner}</p>}
        </NoticePanel>
      )}
      {view.ways.map((way) => (
        <Way key={way.providerId} way={way} intentKey={`${intentKey}-${way.providerId}`} answer={answer} />
      ))}
      {view.waitHours !== undefined && <Wait hours={view.waitHours} intentKey={intentKey} />}
      {view.ways.length > 0 && <p>{say.counter}</p>}
    </>
  )
}

interface WayProps {
  way: RecoveryWay
  intentKey: string
  answer: FormAnswer | undefined
}

function Way({ way, intentKey, answer }: WayProps) {
  const isBusy = useNavigation().state !== 'idle'
  const isMine = answer?.values['providerId'] === way.providerId
  const isOpen = way.shape === 'at-once' || way.isAsked
  return (
    <section className={styles.part} aria-label={way.title}>
      <h3>{way.title}</h3>
      {way.note !== undefined && <p className={styles.note}>{way.note}</p>}
      {isOpen && (
        <Form method="post" noValidate>
          <Seals intentKey={`${intentKey}-check`} />
          <input type="hidden" name="act" value="prove" />
          <input type="hidden" name="providerId" value={way.providerId} />
          <input type="hidden" name="kind" value={way.kind} />
          {way.shape === 'page' && <p>{say.back}</p>}
          <Evidence way={way} answer={isMine ? answer : undefined} />
          <div className={formStyles.acts}>
            <Button type="submit" look="main" busy={isBusy}>
              {say.check[way.kind]}
            </Button>
          </div>
        </Form>
      )}
      {way.shape !== 'at-once' && (
        <Form method="post">
          <Seals intentKey={`${intentKey}-ask-${way.isAsked ? 'again' : 'first'}`} />
          <input type="hidden" name="act" value="ask" />
          <input type="hidden" name="providerId" value={way.providerId} />
          <div className={formStyles.acts}>
            <Button type="submit" busy={isBusy}>
              {(way.isAsked ? say.again : say.begin)[way.kind]}
            </Button>
          </div>
        </Form>
      )}
    </section>
  )
}

function Evidence({ way, answer }: Pick<WayProps, 'way' | 'answer'>) {
  if (way.kind === 'bank-card')
    return (
      <TextField
        label={say.card}
        id="cardNumber"
        name="cardNumber"
        help={say.cardHelp}
        inputMode="numeric"
        autoComplete="off"
        maxLength={26}
        defaultValue={answer?.values['cardNumber']}
        error={answer?.fieldErrors['cardNumber']}
      />
    )
  if (way.kind !== 'phone') return null
  return (
    <TextField
      label={codeWords.label}
      id="code"
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={8}
      width="short"
      defaultValue={answer?.values['code']}
      error={answer?.fieldErrors['code']}
    />
  )
}

function Wait({ hours, intentKey }: { hours: number; intentKey: string }) {
  const isBusy = useNavigation().state !== 'idle'
  return (
    <section className={styles.part} aria-labelledby="wait">
      <h3 id="wait">{waitWords.title}</h3>
      <p>{waitWords.text(hours)}</p>
      <Form method="post">
        <Seals intentKey={`${intentKey}-wait`} />
        <input type="hidden" name="act" value="wait" />
        <div className={formStyles.acts}>
          <Button type="submit" busy={isBusy}>
            {waitWords.act}
          </Button>
        </div>
      </Form>
    </section>
  )
}
