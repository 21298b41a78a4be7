import { Card, EmptyState, NoticePanel, RecordMark, Timeline } from '@yiwang/ui'
import { FolderOpen } from 'lucide-react'
import { type LoaderFunctionArgs, type MetaArgs, useLoaderData } from 'react-router'
import { CaseLine } from '../../shared/cases/case-line.tsx'
import { minuteWord } from '../../shared/cases/days.ts'
import { answering } from '../../shared/errors/page-problem.ts'
import { Page } from '../../shared/layout/page.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { MandateFacts } from './mandate-card.tsx'
import { mandateMessages as say } from './messages.ts'
import { scopeWords } from './scope-words.ts'
import styles from './my-mandates.module.css'

export const loader = answering(async ({ context, params }: LoaderFunctionArgs) => {
  const portal = portalOf(context)
  const mandateId = params.mandateId ?? ''
  const [{ mandate, entries }, { cases }] = await Promise.all([
    portal.api.identity.getMandateRecord({ mandateId }),
    portal.api.cases.listMandateCases({ mandateId, limit: 50 }),
  ])
  const scopes = await scopeWords(portal, [mandate])
  return { mandate, entries, cases, scope: scopes[mandate.id] ?? '', today: portal.visit.today }
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(say.record, matches)
}

/** 一份授权的经过: what was done by it, for the two whom it concerns. */
export default function MandateRecordPage() {
  const { mandate, entries, cases, scope, today } = useLoaderData<typeof loader>()
  return (
    <Page
      title={`${mandate.principalName} → ${mandate.agentName}`}
      lead={`${mandate.kindTitle} · ${mandate.standingTitle}`}
      crumbs={[{ label: say.back, href: '/my/mandates' }]}
    >
      <Card>
        <MandateFacts mandate={mandate} scope={scope} />
      </Card>
      <Card title={say.recordCases}>
        {cases.length === 0 ? (
          <EmptyState icon={<FolderOpen aria-hidden="true" />} title={say.noCases} />
        ) : (
          <div className={styles.list}>
            {cases.map((one) => (
              <CaseLine key={one.caseId} aCase={one} today={today} level={3} />
            ))}
          </div>
        )}
      </Card>
      <Card title={say.recordEntries}>
        {entries.length === 0 ? (
          <NoticePanel title={say.noCases} />
        ) : (
          <Timeline
            stateWords={say.states}
            entries={entries.map((entry) => ({
              id: String(entry.seq),
              title: entry.title,
              state: 'done',
              at: { dateTime: entry.recordedAt, text: minuteWord(entry.recordedAt) },
              body: say.by(entry.byName),
              mark: (
                <RecordMark
                  what={entry.title}
                  position={entry.position}
                  occurredAt={entry.recordedAt}
                  recordedAt={entry.recordedAt}
                  digest={entry.digest}
                />
              ),
            }))}
          />
        )}
      </Card>
    </Page>
  )
}
