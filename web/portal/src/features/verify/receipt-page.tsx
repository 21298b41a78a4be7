import type { CallOutput } from '@yiwang/client'
import type { VerifyReceipt } from '@yiwang/server/contract/supervision'
import { Button, Card, Disclosure, Facts, Field, NoticePanel, TextArea, Timeline } from '@yiwang/ui'
import {
  type ActionFunctionArgs,
  data,
  Form,
  type MetaArgs,
  useActionData,
  useLoaderData,
  useNavigation,
} from 'react-router'
import { minuteWord } from '../../shared/cases/days.ts'
import { answering } from '../../shared/errors/page-problem.ts'
import { refuse, refuseFields } from '../../shared/forms/form-answer.ts'
import { FormProblems } from '../../shared/forms/form-problems.tsx'
import formStyles from '../../shared/forms/form.module.css'
import { newIntentKey, readPostedForm, textOf } from '../../shared/forms/posted-form.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { Page } from '../../shared/layout/page.tsx'
import { sharedMessages } from '../../shared/messages.ts'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { receiptMessages as say } from './messages.ts'
import styles from './receipt.module.css'

type Verification = CallOutput<typeof VerifyReceipt>

/** As the contract has it. */
const mostLetters = 700_000

export const loader = answering(() => Promise.resolve({ intentKey: newIntentKey() }))

export const action = answering(async ({ context, request }: ActionFunctionArgs) => {
  const { form, api, options } = await readPostedForm(portalOf(context), request)
  const file = form.get('file')
  const chosen = file instanceof File && file.size > 0 ? file : undefined
  if (chosen && chosen.size > mostLetters) return refuseFields({ file: say.tooLarge }, form)
  const receipt = chosen ? (await chosen.text()).trim() : textOf(form, 'receipt')
  if (!receipt) return refuseFields({ file: say.missing }, form)
  try {
    return data({ found: await api.supervision.verifyReceipt({ receipt }, options) })
  } catch (error) {
    return refuse(error, form)
  }
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.title, matches, { description: say.lead })
}

export default function ReceiptPage() {
  const { intentKey } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const isBusy = useNavigation().state !== 'idle'
  const found = answer && 'found' in answer ? answer.found : undefined
  const refused = answer && 'problems' in answer ? answer : undefined
  return (
    <Page title={say.title} lead={say.lead} crumbs={[{ label: sharedMessages.home, href: '/' }]}>
      {found && <Answer found={found} />}
      <Form method="post" encType="multipart/form-data" className={formStyles.form} noValidate key={intentKey}>
        <FormProblems page={say.title} title={say.errorTitle} problems={refused?.problems ?? []} />
        <Seals intentKey={intentKey} />
        <ReceiptFields error={refused?.fieldErrors.file} typed={refused?.values.receipt} />
        <div className={formStyles.acts}>
          <Button type="submit" look={found ? 'plain' : 'main'} busy={isBusy}>
            {found ? say.again : say.submit}
          </Button>
        </div>
      </Form>
      <Disclosure summary={say.meaning.title}>
        {say.meaning.text.map((text) => (
          <p key={text}>{text}</p>
        ))}
        <p>
          <a href="/ledger/verifier-key">{say.meaning.key}</a>
        </p>
      </Disclosure>
    </Page>
  )
}

function ReceiptFields({ error, typed }: { error: string | undefined; typed: string | undefined }) {
  return (
    <>
      <Field label={say.file} id="file" help={say.fileHelp} error={error}>
        <input
          type="file"
          id="file"
          name="file"
          aria-describedby={error ? 'file-help file-error' : 'file-help'}
          aria-invalid={error ? true : undefined}
        />
      </Field>
      <TextArea
        label={say.text}
        id="receipt"
        name="receipt"
        help={say.textHelp}
        optional
        rows={6}
        spellCheck={false}
        autoComplete="off"
        defaultValue={typed}
      />
    </>
  )
}

function Answer({ found }: { found: Verification }) {
  const word = say.answers[found.answer]
  const facts = [
    {
      name: say.facts.subject,
      value: found.subject && <span className={styles.number}>{found.subject.replace(/^case:/, '')}</span>,
    },
    { name: say.facts.position, value: found.position?.toString() },
    { name: say.facts.size, value: found.size?.toString() },
    {
      name: say.facts.witnesses,
      value: found.witnesses.map((one) => `${one.name} ${minuteWord(one.cosignedAt)}`).join('；'),
    },
  ]
  return (
    <Card>
      <NoticePanel tone={word.tone} title={word.title} role="status">
        <p>{word.text}</p>
      </NoticePanel>
      <Facts facts={facts.filter((fact) => fact.value)} />
      {found.entries.length > 0 && <Steps entries={found.entries} />}
    </Card>
  )
}

function Steps({ entries }: { entries: Verification['entries'] }) {
  return (
    <section aria-labelledby="receipt-steps" className={styles.steps}>
      <h2 id="receipt-steps">{say.steps}</h2>
      <Timeline
        stateWords={say.states}
        entries={entries.map((entry) => ({
          id: `entry-${entry.seq}`,
          title: `${entry.title}（${say.actors[entry.actor]}）`,
          state: 'done',
          at: { dateTime: entry.occurredAt, text: say.occurred(minuteWord(entry.occurredAt)) },
          body: [say.recorded(minuteWord(entry.recordedAt)), entry.lateReason && say.late(entry.lateReason)]
            .filter(Boolean)
            .join('；'),
        }))}
      />
    </section>
  )
}
