import type { CaseView } from '@yiwang/server/contract/cases'
import { AnswersView } from '@yiwang/forms'
import { Card, Tabs, NoticePanel } from '@yiwang/ui'
import { lazy, Suspense, useState } from 'react'
import { sharedMessages } from '../../shared/messages.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { ApplicantCard } from './applicant-card.tsx'
import { AppliedTables } from './applied-tables.tsx'
import styles from './case-parts.module.css'
import { DocumentList } from './document-list.tsx'
import { MaterialList } from './material-list.tsx'
import { caseMessages as say } from './messages.ts'
import { useAppliedTables, useCaseFlow, useCaseItem } from './use-case.ts'

const FlowChart = lazy(async () => ({ default: (await import('./flow-chart.tsx')).FlowChart }))

/** The left side: what was applied for, with what, and what has come of it. */
export function CaseParts({ aCase }: { aCase: CaseView }) {
  const [part, setPart] = useState('answers')
  const given = aCase.materials.filter((one) => one.files.length > 0 || one.paperReceived).length
  return (
    <Card bare>
      <Tabs
        label={say.parts}
        selected={part}
        onSelect={setPart}
        tabs={[
          { id: 'answers', label: say.tabs.answers, content: <Application aCase={aCase} /> },
          {
            id: 'materials',
            label: aCase.erased ? say.tabs.materials : `${say.tabs.materials} ${given}/${aCase.materials.length}`,
            content: <MaterialList materials={aCase.materials} isErased={aCase.erased !== undefined} />,
          },
          {
            id: 'documents',
            label: `${say.tabs.documents} ${aCase.documents.length + aCase.licences.length}`,
            content: <DocumentList aCase={aCase} />,
          },
          { id: 'flow', label: say.tabs.flow, content: <Flow aCase={aCase} isShown={part === 'flow'} /> },
        ]}
      />
    </Card>
  )
}

function Application({ aCase }: { aCase: CaseView }) {
  const item = useCaseItem(aCase)
  if (aCase.erased) return <NoticePanel title={aCase.erased.text} />
  return (
    <div className={styles.part}>
      <ApplicantCard aCase={aCase} />
      <Loaded reading={item}>{(guide) => <AnswersView form={guide.form} answers={aCase.answers} />}</Loaded>
    </div>
  )
}

function Flow({ aCase, isShown }: { aCase: CaseView; isShown: boolean }) {
  const reading = useCaseFlow(aCase.caseId, isShown)
  const applied = useAppliedTables(aCase.caseId, isShown)
  return (
    <div className={styles.part}>
      <Loaded reading={reading}>
        {({ flow }) =>
          flow === undefined ? (
            <p className={styles.empty}>{say.flow.empty}</p>
          ) : (
            <Suspense fallback={<p className={styles.empty}>{sharedMessages.loading}</p>}>
              <FlowChart flow={flow} tasks={aCase.tasks} />
            </Suspense>
          )
        }
      </Loaded>
      <Refusal error={applied.error} />
      {applied.data && <AppliedTables applied={applied.data.applied} />}
    </div>
  )
}
