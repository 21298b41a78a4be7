import { AnswersView } from '@yiwang/forms'
import { Anchor, Card, ClockRibbon, Disclosure, Facts, LongNumber, NoticePanel, StateTag, Tag } from '@yiwang/ui'
import { type LoaderFunctionArgs, type MetaArgs, useLoaderData } from 'react-router'
import { caseTone } from '../../shared/cases/case-tone.ts'
import { dateWord, minuteWord } from '../../shared/cases/days.ts'
import { mainLimit } from '../../shared/cases/main-limit.ts'
import { caseMessages } from '../../shared/cases/messages.ts'
import { answering } from '../../shared/errors/page-problem.ts'
import { Page } from '../../shared/layout/page.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { CaseTimeline } from './case-timeline.tsx'
import { DocumentList } from './document-list.tsx'
import { myCaseMessages as say } from './messages.ts'
import styles from './my-case.module.css'
import { ItemClosed, WhatNow } from './what-now.tsx'

export const loader = answering(async ({ context, params }: LoaderFunctionArgs) => {
  const { api, visit } = portalOf(context)
  const aCase = await api.cases.getCase({ caseId: params.caseId ?? '' })
  const item = await api.catalogue.getItem({ itemId: aCase.itemId, version: aCase.itemVersion })
  return { aCase, form: item.form, today: visit.today }
})

export function meta({ loaderData, matches }: MetaArgs<typeof loader>) {
  if (!loaderData) return []
  const { aCase } = loaderData
  return pageMeta(`${aCase.itemName} · ${aCase.progress || aCase.stateTitle}`, matches)
}

export default function CasePage() {
  const { aCase } = useLoaderData<typeof loader>()
  return (
    <Page
      title={aCase.itemName}
      lead={
        <span className={styles.lead}>
          <StateTag tone={caseTone(aCase.state)}>{aCase.progress || aCase.stateTitle}</StateTag>
          {aCase.isDemo && <Tag>{say.demo}</Tag>}
          <Expected />
        </span>
      }
      crumbs={[{ label: say.crumb, href: '/my' }]}
      aside={<CaseAside />}
      asideOnPhone="split"
    >
      <Clock />
      <Card title={say.timeline} id="timeline">
        <CaseTimeline aCase={aCase} />
      </Card>
      <DocumentList aCase={aCase} />
      <Handed />
    </Page>
  )
}

/** 预计 10月24日前出结果: only while a decision is awaited. */
function Expected() {
  const { aCase } = useLoaderData<typeof loader>()
  const limit = mainLimit(aCase.limits)?.limit
  if (!limit?.dueOn || !limit.kind.startsWith('handling') || !isAwaited.has(limit.level)) return null
  const day = dateWord(limit.dueOn)
  return <span>{limit.provisional ? caseMessages.dueByProvisional(day) : caseMessages.dueBy(day)}</span>
}

const isAwaited: ReadonlySet<string> = new Set(['normal', 'soon', 'today', 'yellow'])

function CaseAside() {
  const { aCase } = useLoaderData<typeof loader>()
  const facts = [
    { name: say.number, value: aCase.caseNo && <LongNumber>{aCase.caseNo}</LongNumber> },
    { name: say.queryCode, value: aCase.queryCode },
    { name: say.by, value: aCase.organizationName },
    { name: say.submittedAt, value: aCase.submittedAt && minuteWord(aCase.submittedAt) },
  ]
  return (
    <>
      <WhatNow aCase={aCase} />
      <ItemClosed aCase={aCase} />
      <Card>
        <Facts facts={facts.filter((fact) => fact.value)} />
        {aCase.abilities.withdraw && <Anchor href={`/cases/${aCase.caseId}/withdraw`}>{say.withdrawLink}</Anchor>}
      </Card>
    </>
  )
}

function Clock() {
  const { aCase, today } = useLoaderData<typeof loader>()
  const clock = mainLimit(aCase.limits)
  if (!clock) return null
  return (
    <Card title={say.clock} id="clock" aside={<span className={styles.clockTitle}>{clock.limit.title}</span>}>
      <ClockRibbon limit={clock.limit} law={clock.law} today={today} />
    </Card>
  )
}

function Handed() {
  const { aCase, form } = useLoaderData<typeof loader>()
  const { applicant, erased } = aCase
  if (erased) return <NoticePanel title={erased.text} />
  return (
    <div className={styles.handed}>
      <Disclosure summary={say.applicant.title}>
        <Facts
          facts={[
            { name: say.applicant.name, value: applicant.name },
            { name: say.applicant.code, value: applicant.code },
            { name: say.applicant.phone, value: applicant.phone },
            ...(applicant.agentName ? [{ name: say.applicant.agent, value: applicant.agentName }] : []),
          ]}
        />
      </Disclosure>
      {aCase.notes.map(({ text, notedAt }) => (
        <NoticePanel key={notedAt} tone="info" title={say.note(minuteWord(notedAt))}>
          <p>{text}</p>
        </NoticePanel>
      ))}
      <Disclosure summary={say.answers}>
        <AnswersView form={form} answers={aCase.answers} />
      </Disclosure>
      {aCase.materials.length > 0 && (
        <Disclosure summary={say.materials} count={aCase.materials.length}>
          <Facts facts={aCase.materials.map((one) => ({ name: one.name, value: <HandedFiles material={one} /> }))} />
        </Disclosure>
      )}
    </div>
  )
}

type CaseData = Awaited<ReturnType<typeof loader>>['aCase']

function HandedFiles({ material }: { material: CaseData['materials'][number] }) {
  if (material.files.length === 0) return material.paperReceived ? say.paper : say.noFile
  return (
    <ul className={styles.files}>
      {material.files.map((file) => (
        <li key={file.fileId}>
          <a href={file.href} target="_blank" rel="noreferrer">
            {file.fileName}
          </a>
        </li>
      ))}
    </ul>
  )
}
