import { useMutation } from '@tanstack/react-query'
import type { FlowProblem } from '@yiwang/server/contract/flows'
import { Button, Card, NoticePanel, TextArea } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { Refusal } from '../../shared/page-states.tsx'
import { PublishCard } from '../../shared/publish-card.tsx'
import { useAskBeforeLeaving } from '../../shared/use-ask-before-leaving.ts'
import styles from './flow-draft.module.css'
import { FlowEditor } from './flow-editor.tsx'
import { FlowTrial } from '../../shared/flow-trial/flow-trial.tsx'
import { trialMessages } from '../../shared/flow-trial/messages.ts'
import { draftMessages as say } from './messages.ts'
import { RunningOnFlow } from './running-on-flow.tsx'
import { StartFrom } from './start-from.tsx'
import type { Started } from './start-from.tsx'

/** 设计流程图: drawn, checked on the drawing itself with the run that shows what is wrong, and published. */
export function FlowDraftPage() {
  const [started, setStarted] = useState<Started>()
  return (
    <div className={styles.page}>
      <h1>{say.title}</h1>
      <p className={styles.soft}>{say.text}</p>
      <StartFrom onStart={setStarted} />
      {started && <Design key={started.xml} started={started} />}
    </div>
  )
}

function Design({ started }: { started: Started }) {
  /** What the editor was opened with; what was drawn since. */
  const [opened, setOpened] = useState(started.xml)
  const [xml, setXml] = useState(started.xml)
  const [isPublished, setPublished] = useState(false)
  const checking = useMutation({
    mutationFn: async (text: string) => ({ xml: text, ...(await api.flows.checkFlow({ xml: text })) }),
  })
  const [shown, setShown] = useState(-1)
  /** The steps of a trial, as long as the drawing is the one that was tried. */
  const [way, setWay] = useState<readonly string[]>([])
  const problems = checking.data?.problems ?? []
  useAskBeforeLeaving(xml !== started.xml && !isPublished)
  const check = () =>
    checking.mutate(xml, {
      onSuccess: (found) => setShown(found.problems.findIndex(({ trace }) => trace !== undefined)),
    })
  return (
    <>
      <Card title={say.design}>
        <div className={styles.form}>
          <FlowEditor
            key={opened}
            xml={opened}
            problems={problems}
            trace={problems[shown]?.trace ?? way}
            onChange={(text) => {
              setXml(text)
              setWay([])
              setPublished(false)
            }}
          />
          <div>
            <Button look="main" busy={checking.isPending} onClick={check}>
              {checking.isPending ? say.checking : say.check}
            </Button>
          </div>
          <Refusal error={checking.error} />
          {checking.data && <Outcome name={checking.data.name} problems={problems} shown={shown} onShow={setShown} />}
          {checking.data && checking.data.xml !== xml && <p className={styles.soft}>{say.changedSince}</p>}
          <FileText xml={xml} onUse={setOpened} />
        </div>
      </Card>
      <Card title={trialMessages.title}>
        <FlowTrial flow={{ xml }} onWay={setWay} />
      </Card>
      {started.definitionId !== '' && <RunningOnFlow definitionId={started.definitionId} />}
      <PublishCard
        fieldId="flow-id"
        label={say.id}
        help={say.idHelp}
        example="food-licence"
        text={say.publishText}
        startId={started.definitionId}
        versionsHref="/flows"
        queryKey={['flow-definitions']}
        publish={(definitionId) => api.flows.publishFlowDefinition({ definitionId, xml })}
        onPublished={() => setPublished(true)}
      />
    </>
  )
}

/** The file itself, for what the forms do not reach. */
function FileText({ xml, onUse }: { xml: string; onUse(xml: string): void }) {
  const [text, setText] = useState<string>()
  return (
    <details>
      <summary>{say.fileText}</summary>
      <div className={styles.form}>
        <TextArea
          id="flow-xml"
          label={say.paste}
          rows={8}
          value={text ?? xml}
          onChange={(event) => setText(event.target.value)}
        />
        <div>
          <Button
            disabled={text === undefined || text.trim() === ''}
            onClick={() => {
              onUse(text ?? xml)
              setText(undefined)
            }}
          >
            {say.usePasted}
          </Button>
        </div>
      </div>
    </details>
  )
}

interface OutcomeProps {
  name: string
  problems: readonly FlowProblem[]
  shown: number
  onShow(index: number): void
}

function Outcome({ name, problems, shown, onShow }: OutcomeProps) {
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
      <ol className={styles.problems}>
        {problems.map((problem, index) => (
          <li key={`${problem.rule} ${problem.message}`}>
            <span>{problem.message}</span>
            {problem.trace !== undefined && (
              <Button look="quiet" aria-pressed={shown === index} onClick={() => onShow(shown === index ? -1 : index)}>
                {shown === index ? say.hide : say.show}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
