import { Anchor, Button, CheckboxGroup, RadioGroup } from '@yiwang/ui'
import { Form } from 'react-router'
import styles from './guide.module.css'
import { guideMessages } from './messages.ts'
import type { GuideSituation } from './situation.ts'

const say = guideMessages.situation

/** 情形引导: answered on the guide itself, by address alone, so that it works without scripts and can be sent to somebody. */
export function SituationForm({ situation, path }: { situation: GuideSituation; path: string }) {
  const { questions, chosen, words, spared } = situation
  if (questions.length === 0) return null
  return (
    <section
      className={styles.situation}
      aria-labelledby="situation"
      data-print={words.length === 0 ? 'no' : undefined}
    >
      {words.length > 0 && <p className={styles.paper}>{say.notice}</p>}
      <h3 id="situation" className={styles.subTitle}>
        {words.length === 0 ? say.title : say.yours}
      </h3>
      {words.length > 0 && (
        <>
          <ul>
            {words.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
          <p role="status">{say.left(situation.materials.length, spared)}</p>
        </>
      )}
      <details open={words.length === 0} data-print="no" key={words.join()}>
        <summary>{words.length === 0 ? say.answer : say.change}</summary>
        <Form method="get" action={`${path}#materials`} preventScrollReset className={styles.situationForm}>
          {questions.map(({ name, title, isMany, choices }) => {
            const field = {
              id: `situation-${name}`,
              name,
              label: title,
              choices: choices.map((one) => ({ ...one, label: one.title })),
            }
            const given = chosen[name] ?? []
            return isMany ? (
              <CheckboxGroup key={name} {...field} defaultValue={given} />
            ) : (
              <RadioGroup key={name} {...field} defaultValue={given[0]} />
            )
          })}
          <div>
            <Button type="submit">{say.show}</Button>
          </div>
        </Form>
        {words.length > 0 && <Anchor href={`${path}#materials`}>{say.clear}</Anchor>}
      </details>
    </section>
  )
}
