import type { CaseView } from '@yiwang/server/contract/cases'
import { LinkButton, NoticePanel } from '@yiwang/ui'
import type { ReactNode } from 'react'
import { dateWord } from '../../shared/cases/days.ts'
import { myCaseMessages } from './messages.ts'

const say = myCaseMessages.now

/** What the applicant must do now, or that there is nothing to do. */
export function WhatNow({ aCase }: { aCase: CaseView }): ReactNode {
  if (aCase.erased) return <Over aCase={aCase} />
  if (aCase.abilities.submitCorrection && aCase.correction) return <Correct aCase={aCase} />
  if (aCase.abilities.updateDraft) return <GoOn aCase={aCase} />
  if (aCase.refusal) return <Refused aCase={aCase} />
  if (aCase.decision) return <Decided aCase={aCase} />
  if (aCase.state === 'withdrawn' || aCase.state === 'terminated') {
    const word = say[aCase.state]
    return (
      <NoticePanel title={word.title}>
        <LinkButton href={`/items/${aCase.itemId}`}>{word.act}</LinkButton>
      </NoticePanel>
    )
  }
  if (aCase.suspension) return <Suspended suspension={aCase.suspension} />
  return (
    <NoticePanel title={say.waiting.title}>
      <p>{say.waiting.text}</p>
    </NoticePanel>
  )
}

const UNDECIDED: ReadonlySet<CaseView['state']> = new Set([
  'draft',
  'submitted',
  'preReview',
  'preReturned',
  'received',
  'correction',
  'accepted',
])

/** The item takes no applications any more: what that means for this one. */
export function ItemClosed({ aCase }: { aCase: CaseView }): ReactNode {
  const { itemNotice: notice } = aCase
  if (notice === undefined || !UNDECIDED.has(aCase.state)) return null
  const day = dateWord(notice.effectiveOn)
  const document = notice.documentNo === undefined ? notice.basis : `${notice.basis}（${notice.documentNo}）`
  return (
    <NoticePanel tone="soon" title={say.itemClosed.title(say.itemClosed.states[notice.state], day)}>
      <p>{say.basis(document)}</p>
      {aCase.abilities.submit ? (
        <p>{say.itemClosed.draft}</p>
      ) : (
        notice.runningCases && <p>{say.itemClosed.runningCases(notice.runningCases)}</p>
      )}
      {!aCase.abilities.submit && notice.runningRule && <p>{say.itemClosed.rules[notice.runningRule]}</p>}
    </NoticePanel>
  )
}

/** What was said in deciding is gone with the rest; that and how it ended stays. */
function Over({ aCase }: { aCase: CaseView }) {
  return (
    <NoticePanel title={say.over.title(aCase.stateTitle)}>
      <p>{say.over.text}</p>
    </NoticePanel>
  )
}

function Correct({ aCase }: { aCase: CaseView }) {
  const due = aCase.correction?.dueOn
  return (
    <NoticePanel tone="soon" title={say.correction.title}>
      <ul>
        {aCase.correction?.gaps.map((gap) => (
          <li key={`${gap.materialId} ${gap.what}`}>{gap.what}</li>
        ))}
      </ul>
      {due && <p>{say.correction.due(dateWord(due))}</p>}
      <LinkButton href={`/cases/${aCase.caseId}/correction`} look="main">
        {say.correction.act}
      </LinkButton>
    </NoticePanel>
  )
}

function GoOn({ aCase }: { aCase: CaseView }) {
  const word = aCase.state === 'preReturned' ? say.returned : say.draft
  return (
    <NoticePanel tone="soon" title={word.title}>
      <LinkButton href={`/drafts/${aCase.caseId}`} look="main">
        {word.act}
      </LinkButton>
    </NoticePanel>
  )
}

function Refused({ aCase }: { aCase: CaseView }) {
  const { refusal } = aCase
  if (!refusal) return null
  return (
    <NoticePanel tone="red" title={say.refused.title}>
      <p>{say.reason(refusal.reason)}</p>
      <p>{say.basis(refusal.legalBasis)}</p>
      <p>{say.remedy(refusal.remedy)}</p>
    </NoticePanel>
  )
}

function Decided({ aCase }: { aCase: CaseView }) {
  const { decision } = aCase
  if (!decision) return null
  return (
    <NoticePanel tone={decision.granted ? 'ok' : 'red'} title={decision.granted ? say.granted.title : say.denied.title}>
      {decision.reason && <p>{say.reason(decision.reason)}</p>}
      {aCase.licences.length > 0 && <a href="#licences">{say.granted.act}</a>}
      {decision.remedy && <p>{say.remedy(decision.remedy)}</p>}
    </NoticePanel>
  )
}

function Suspended({ suspension }: { suspension: NonNullable<CaseView['suspension']> }) {
  return (
    <NoticePanel title={say.suspended.title(suspension.procedure)}>
      <p>{say.suspended.text(dateWord(suspension.since))}</p>
      <p>{say.basis(suspension.legalBasis)}</p>
      {suspension.expectedWorkdays !== undefined && <p>{say.suspended.expected(suspension.expectedWorkdays)}</p>}
    </NoticePanel>
  )
}
