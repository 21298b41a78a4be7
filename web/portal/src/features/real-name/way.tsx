import type { RealNameView, RealNameWay } from '@yiwang/server/contract/identity'
import { Button, StateTag, TextField } from '@yiwang/ui'
import { Form, useNavigation } from 'react-router'
import { minuteWord } from '../../shared/cases/days.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { realNameMessages as say } from './messages.ts'
import styles from './real-name.module.css'

interface WayProps {
  way: RealNameWay
  own: RealNameView
  kept: { next: string; need: string }
  intentKey: string
  answer: { fieldErrors: Record<string, string>; values: Record<string, string> } | undefined
}

/** One source: what it gives, and its form. */
export function Way({ way, own, kept, intentKey, answer }: WayProps) {
  const isAnswered = answer?.values['providerId'] === way.providerId
  const typed = isAnswered ? answer.values : {}
  const errors = isAnswered ? answer.fieldErrors : {}
  const isOpen = way.shape === 'at-once' || way.attemptId !== undefined
  const parts = { way, own, kept, intentKey: `${intentKey}-${way.providerId}` }
  return (
    <section className={styles.way} aria-label={way.title}>
      <div className={styles.head}>
        <h3>{way.title}</h3>
        {way.passedAt !== undefined && (
          <StateTag tone="ok">{say.ways.done(minuteWord(way.passedAt).slice(0, 10))}</StateTag>
        )}
        {way.isUseful && way.gives > own.level && <StateTag tone="info">{say.gives(way.gives)}</StateTag>}
      </div>
      {way.isUseful && way.note !== undefined && <p className={styles.note}>{way.note}</p>}
      {!way.isUseful && way.passedAt === undefined && way.gives < 3 && own.level < 2 && way.kind !== 'phone' && (
        <p className={styles.note}>{say.first}</p>
      )}
      {way.isUseful && way.passedAt !== undefined && <p className={styles.note}>{say.ways.renew}</p>}
      {way.isUseful && isOpen && <CheckForm {...parts} typed={typed} errors={errors} />}
      {way.isUseful && way.shape !== 'at-once' && <BeginForm {...parts} />}
    </section>
  )
}

type PartProps = Pick<WayProps, 'way' | 'own' | 'kept' | 'intentKey'>

function Hidden({ way, kept }: Pick<PartProps, 'way' | 'kept'>) {
  return (
    <>
      <input type="hidden" name="providerId" value={way.providerId} />
      <input type="hidden" name="kind" value={way.kind} />
      {way.attemptId !== undefined && <input type="hidden" name="attemptId" value={way.attemptId} />}
      {kept.next !== '' && <input type="hidden" name="next" value={kept.next} />}
      {kept.need !== '' && <input type="hidden" name="need" value={kept.need} />}
    </>
  )
}

function BeginForm({ way, kept, intentKey }: PartProps) {
  const isBusy = useNavigation().state !== 'idle'
  const words = way.attemptId === undefined ? say.acts.begin : say.acts.again
  return (
    <Form method="post">
      <Seals intentKey={`${intentKey}-begin-${way.attemptId?.slice(-8) ?? 'first'}`} />
      <Hidden way={way} kept={kept} />
      <input type="hidden" name="act" value="begin" />
      <div>
        <Button type="submit" busy={isBusy}>
          {words[way.kind]}
        </Button>
      </div>
    </Form>
  )
}

function CheckForm({
  way,
  own,
  kept,
  intentKey,
  typed,
  errors,
}: PartProps & { typed: Record<string, string>; errors: Record<string, string> }) {
  const isBusy = useNavigation().state !== 'idle'
  return (
    <Form method="post" noValidate>
      <Seals intentKey={`${intentKey}-check`} version={own.version} />
      <Hidden way={way} kept={kept} />
      {way.shape === 'page' && <p>{say.back}</p>}
      {way.kind === 'population' && (
        <>
          <p>{say.citizenId(own.citizenId)}</p>
          {own.level < 2 && (
            <TextField
              label={say.name}
              id="name"
              name="name"
              help={say.nameHelp}
              autoComplete="name"
              maxLength={50}
              width="half"
              defaultValue={typed['name'] ?? own.name}
              error={errors['name']}
            />
          )}
        </>
      )}
      {way.kind === 'bank-card' && (
        <TextField
          label={say.card}
          id="cardNumber"
          name="cardNumber"
          help={say.cardHelp}
          inputMode="numeric"
          autoComplete="off"
          maxLength={26}
          defaultValue={typed['cardNumber']}
          error={errors['cardNumber']}
        />
      )}
      {way.kind === 'phone' && (
        <TextField
          label={say.code}
          id="code"
          name="code"
          help={say.codeHelp(own.phone)}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={8}
          width="short"
          defaultValue={typed['code']}
          error={errors['code']}
        />
      )}
      <div>
        <Button type="submit" look="main" busy={isBusy}>
          {say.acts[way.kind]}
        </Button>
      </div>
    </Form>
  )
}
