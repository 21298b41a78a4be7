import type { CaseView } from '@yiwang/server/contract/cases'
import { Card, NoticePanel, RecordMark, Timeline } from '@yiwang/ui'
import { Link } from 'react-router'
import { shortInstantText } from '../../shared/dates.ts'
import { usePermit } from '../../shared/session.tsx'
import { useToday } from '../../shared/today.ts'
import styles from './case-record.module.css'
import { caseMessages as say } from './messages.ts'

/** What was said about the case, and every act as the ledger holds it, the newest first. */
export function CaseRecord({ aCase }: { aCase: CaseView }) {
  return (
    <>
      <Opinions aCase={aCase} />
      <Acts aCase={aCase} />
    </>
  )
}

function Opinions({ aCase }: { aCase: CaseView }) {
  const today = useToday()
  const said = aCase.tasks.filter((task) => task.state === 'done' && (task.opinion ?? task.outcome) !== undefined)
  return (
    <Card title={say.opinions}>
      {said.length === 0 && <p className={styles.soft}>{say.noOpinions}</p>}
      <ul className={styles.opinions}>
        {said.map((task) => (
          <li key={task.taskId}>
            <p>
              <b>{task.name}</b> {task.performerName} {task.outcome !== undefined && say.outcome[task.outcome]}
            </p>
            {task.opinion !== undefined && <p className={styles.opinion}>{task.opinion}</p>}
            {task.completedAt !== undefined && (
              <p className={styles.soft}>{shortInstantText(task.completedAt, today)}</p>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Acts({ aCase }: { aCase: CaseView }) {
  const today = useToday()
  const canVerify = usePermit('supervision.watch')
  return (
    <Card
      title={say.timeline}
      aside={canVerify && <Link to={`/supervision/streams/case/${aCase.caseId}`}>{say.verified}</Link>}
    >
      {aCase.timelineGap !== undefined && (
        <NoticePanel tone="soon" title={say.timelineGap}>
          <p>{aCase.timelineGap}</p>
        </NoticePanel>
      )}
      <Timeline
        stateWords={say.timelineWords}
        entries={aCase.timeline
          .toSorted((one, other) => other.seq - one.seq)
          .map((entry) => ({
            id: String(entry.seq),
            state: 'done' as const,
            title: `${entry.title} · ${entry.actorName}`,
            at: { dateTime: entry.occurredAt, text: shortInstantText(entry.occurredAt, today) },
            mark: (
              <RecordMark
                what={entry.title}
                position={entry.position}
                occurredAt={entry.occurredAt}
                recordedAt={entry.recordedAt}
                lateReason={entry.lateReason}
                digest={entry.digest}
                variant="floating"
              />
            ),
            body: entry.text,
          }))}
      />
    </Card>
  )
}
