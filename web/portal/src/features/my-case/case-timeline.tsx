import type { CaseView } from '@yiwang/server/contract/cases'
import { RecordMark, Timeline, type TimelineEntry } from '@yiwang/ui'
import { minuteWord } from '../../shared/cases/days.ts'
import { myCaseMessages as say } from './messages.ts'
import { stagesAhead } from './stages.ts'

/** What was done, each with its record, what is being done, and what comes. */
export function CaseTimeline({ aCase }: { aCase: CaseView }) {
  return <Timeline stateWords={say.states} entries={[...doneEntries(aCase), ...aheadEntries(aCase)]} />
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
