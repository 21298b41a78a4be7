import type { CallOutput } from '@yiwang/client'
import type { LookUpCase } from '@yiwang/server/contract/cases'
import { Card, ClockRibbon, Facts, LinkButton, NoticePanel, StateTag, Timeline } from '@yiwang/ui'
import { caseTone } from '../../shared/cases/case-tone.ts'
import { minuteWord } from '../../shared/cases/days.ts'
import { mainLimit } from '../../shared/cases/main-limit.ts'
import { Page } from '../../shared/layout/page.tsx'
import { lookupMessages } from './messages.ts'

const say = lookupMessages.found

type Found = CallOutput<typeof LookUpCase>

/** Whoever holds the number and the password sees the progress, and nothing personal. */
export function FoundCase({ found, today }: { found: Found; today: string }) {
  const clock = mainLimit(found.limits)
  const facts = [
    { name: say.by, value: found.organizationName },
    { name: say.applicant, value: !found.erased && found.applicantName },
    { name: say.code, value: found.queryCode },
    { name: say.submittedAt, value: found.submittedAt && minuteWord(found.submittedAt) },
  ]
  return (
    <Page
      title={found.itemName}
      lead={<StateTag tone={caseTone(found.state)}>{found.progress || found.stateTitle}</StateTag>}
      aside={
        <Card>
          <Facts facts={facts.filter((fact) => fact.value)} />
          <LinkButton href="/lookup">{say.again}</LinkButton>
        </Card>
      }
      asideOnPhone="last"
    >
      {found.erased && <NoticePanel title={found.erased} />}
      {clock && (
        <Card title={clock.limit.title}>
          <ClockRibbon limit={clock.limit} law={clock.law} today={today} />
        </Card>
      )}
      <Card title={say.steps}>
        <Timeline
          stateWords={say.states}
          entries={found.steps.map((step, index) => ({
            id: String(index),
            title: step.title,
            state: 'done',
            at: { dateTime: step.at, text: minuteWord(step.at) },
          }))}
        />
      </Card>
    </Page>
  )
}
