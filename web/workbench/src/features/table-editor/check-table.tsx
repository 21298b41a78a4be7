import { useMutation } from '@tanstack/react-query'
import type { FlowProblem } from '@yiwang/server/contract/flows'
import { Button, Card, NoticePanel } from '@yiwang/ui'
import { api } from '../../shared/api.ts'
import { Refusal } from '../../shared/page-states.tsx'
import { tableEditorMessages as say } from './messages.ts'
import styles from './table-editor.module.css'
import { type TableModel, writeTable } from './table-model.ts'

/** What would be refused, and what no rule answers; nothing is published. */
export function CheckTable({ model }: { model: TableModel }) {
  const xml = writeTable(model)
  const checking = useMutation({
    mutationFn: async (text: string) => ({ xml: text, ...(await api.flows.checkDecisionTable({ xml: text })) }),
  })
  return (
    <Card title={say.check}>
      <div className={styles.stack}>
        <p className={styles.soft}>{say.checkText}</p>
        <div>
          <Button busy={checking.isPending} onClick={() => checking.mutate(xml)}>
            {say.check}
          </Button>
        </div>
        <Refusal error={checking.error} />
        <div aria-live="polite">{checking.data && <Outcome {...checking.data} />}</div>
        {checking.data && checking.data.xml !== xml && <p className={styles.soft}>{say.changedSince}</p>}
      </div>
    </Card>
  )
}

interface OutcomeProps {
  name: string
  problems: readonly FlowProblem[]
  warnings: readonly FlowProblem[]
}

function Outcome({ name, problems, warnings }: OutcomeProps) {
  if (problems.length > 0) return <Found tone="red" title={say.found(problems.length)} lines={problems} />
  if (warnings.length > 0) return <Found tone="soon" title={say.gaps(warnings.length)} lines={warnings} />
  return <NoticePanel tone="ok" title={say.fine(name)} />
}

function Found({ tone, title, lines }: { tone: 'red' | 'soon'; title: string; lines: readonly FlowProblem[] }) {
  return (
    <NoticePanel tone={tone} title={title}>
      <ul>
        {lines.map(({ elementId, rule, message }) => (
          <li key={`${elementId} ${rule} ${message}`}>{message}</li>
        ))}
      </ul>
    </NoticePanel>
  )
}
