import { hrefOf } from '@yiwang/client'
import { type CaseView, GetLedgerReceipt } from '@yiwang/server/contract/cases'
import { Anchor, NoticePanel, RecordMark, Timeline, type TimelineEntry } from '@yiwang/ui'
import { minuteWord } from '../../shared/cases/days.ts'
import { myCaseMessages as say } from './messages.ts'
import styles from './my-case.module.css'
import { stagesAhead } from './stages.ts'

/** What was done, each with its record, what is being done, and what comes. */
export function CaseTimeline({ aCase }: { aCase: CaseView }) {
  return (
    <>
      {aCase.timelineGap !== undefined && (
        <NoticePanel tone="soon" title={say.timelineGap}>
          <p>{aCase.timelineGap}</p>
        </NoticePanel>
      )}
      <Timeline stateWords={say.states} entries={[...doneEntries(aCase), ...aheadEntries(aCase)]} />
      {aCase.timeline.length > 0 && <TakeAway caseId={aCase.caseId} />}
    </>
  )
}

/** The record of the case as a file that proves itself, whatever becomes of this site. */
function TakeAway({ caseId }: { caseId: string }) {
  return (
    <div className={styles.takeAway}>
      <p className={styles.note}>{say.receipt.help}</p>
      <p className={styles.ways}>
        <a href={hrefOf(GetLedgerReceipt, { caseId })} download>
          {say.receipt.download}
        </a>
        <Anchor href="/receipts/verify">{say.receipt.verify}</Anchor>
      </p>
    </div>
  )
}

function doneEntries(aCase: CaseView): TimelineEntry[] {
  return aCase.timeline.map((entry) => ({
    id: `entry-${entry.seq}`,
    title: entry.title,
    state: 'done',
    at: { dateTime: entry.occurredAt, text: minuteWord(entry.occurredAt) },
    body: entry.text,
    mark: (
      <RecordMark
        what={entry.title}
        position={entry.position}
        occurredAt={entry.occurredAt}
        recordedAt={entry.recordedAt}
        lateReason={entry.lateReason}
        digest={entry.digest}
        receiptHref={hrefOf(GetLedgerReceipt, { caseId: aCase.caseId, seq: entry.seq })}
      />
    ),
  }))
}

function aheadEntries(aCase: CaseView): TimelineEntry[] {
  return stagesAhead(aCase.state).map((title, index) => ({
    id: `ahead-${title}`,
    title: index === 0 && aCase.suspension ? aCase.suspension.procedure : title,
    state: index > 0 ? 'next' : aCase.suspension ? 'stopped' : 'now',
  }))
}
