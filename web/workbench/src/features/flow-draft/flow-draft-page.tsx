import { useMutation } from '@tanstack/react-query'
import type { FlowProblem } from '@yiwang/server/contract/flows'
import { Button, Card, Field, NoticePanel, TextArea } from '@yiwang/ui'
import { type ChangeEvent, type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { Refusal } from '../../shared/page-states.tsx'
import { DraftDrawing } from './draft-drawing.tsx'
import styles from './flow-draft.module.css'
import { draftMessages as say } from './messages.ts'

/** 核对流程图: what would be refused, on the drawing itself, with the run that shows it. */
export function FlowDraftPage() {
  const [xml, setXml] = useState('')
  const checking = useMutation({
    mutationFn: async (text: string) => ({ xml: text, ...(await api.flows.checkFlow({ xml: text })) }),
  })
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const text = await event.target.files?.[0]?.text()
    if (text === undefined) return
    setXml(text)
    checking.mutate(text)
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    checking.mutate(xml)
  }
  return (
    <div className={styles.page}>
      <h1>{say.title}</h1>
      <p className={styles.soft}>{say.text}</p>
      <Card title={say.source}>
        <form className={styles.form} onSubmit={submit}>
          <Field id="flow-file" label={say.file} help={say.fileHelp}>
            <input
              id="flow-file"
              type="file"
              accept=".bpmn,.xml"
              className={styles.file}
              aria-describedby="flow-file-help"
              onChange={(event) => void read(event)}
            />
          </Field>
          <TextArea
            id="flow-xml"
            label={say.paste}
            rows={5}
            required
            value={xml}
            onChange={(event) => setXml(event.target.value)}
          />
          <div>
            <Button type="submit" look="main" disabled={checking.isPending || xml.trim() === ''}>
              {checking.isPending ? say.checking : say.check}
            </Button>
          </div>
        </form>
      </Card>
      <Refusal error={checking.error} />
      {checking.data !== undefined && <Outcome key={checking.submittedAt} {...checking.data} />}
    </div>
  )
}

function Outcome({ xml, name, problems }: { xml: string; name: string; problems: readonly FlowProblem[] }) {
  const [shown, setShown] = useState(problems.findIndex(({ trace }) => trace !== undefined))
  return (
    <section className={styles.form} aria-live="polite">
      {problems.length === 0 ? (
        <NoticePanel tone="ok" title={say.fine(name)}>
          <p>{say.fineText}</p>
        </NoticePanel>
      ) : (
        <NoticePanel tone="red" title={say.found(problems.length)}>
          <p>{say.foundText}</p>
        </NoticePanel>
      )}
      <DraftDrawing xml={xml} problems={problems} trace={problems[shown]?.trace ?? []} />
      <ol className={styles.problems}>
        {problems.map((problem, index) => (
          <li key={`${problem.rule} ${problem.message}`}>
            <span>{problem.message}</span>
            {problem.trace !== undefined && (
              <Button
                look="quiet"
                aria-pressed={shown === index}
                onClick={() => setShown(shown === index ? -1 : index)}
              >
                {shown === index ? say.hide : say.show}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
