import { useQuery } from '@tanstack/react-query'
import type { CallOutput } from '@yiwang/client'
import type { GetLimitAccount } from '@yiwang/server/contract/limits'
import { Button, Card, ClockRibbon, Facts, NoticePanel, LongNumber } from '@yiwang/ui'
import { Link, useParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { dayText } from '../../shared/dates.ts'
import { LevelTag } from '../../shared/level-tag.tsx'
import { Loaded } from '../../shared/page-states.tsx'
import { usePermit } from '../../shared/session.tsx'
import { keyText, useShortcut } from '../../shared/shortcuts.tsx'
import { AccountTable } from './account-table.tsx'
import styles from './limit-account.module.css'
import { limitAccountMessages as say } from './messages.ts'
import { WhatIf } from './what-if.tsx'

type Account = CallOutput<typeof GetLimitAccount>

/** 为什么是这一天: one limit, stretch by stretch, and what a planned stop would do to it. */
export function LimitAccountPage() {
  const { limitId = '' } = useParams()
  const reading = useQuery({
    queryKey: ['limit-account', limitId],
    queryFn: ({ signal }) => api.limits.getLimitAccount({ limitId }, { signal }),
  })
  return (
    <div className={styles.page}>
      {reading.data === undefined && <h1 className="visually-hidden">{say.title}</h1>}
      <Loaded reading={reading} lines={12}>
        {(account) => <LimitAccount account={account} />}
      </Loaded>
    </div>
  )
}

function LimitAccount({ account }: { account: Account }) {
  const { limit, rows, asOf } = account
  const isCase = limit.subjectKind === 'case'
  const canVerify = usePermit('supervision.watch')
  const print = () => window.print()
  useShortcut({ keys: 'p', title: say.print, group: say.keyGroup, act: print })
  return (
    <>
      <header className={styles.head}>
        <div className={styles.line}>
          <h1>
            {limit.title}：{limit.dueOn === undefined ? say.noDue : say.question(dayText(limit.dueOn, asOf))}
          </h1>
          <LevelTag level={limit.level} />
        </div>
        <p className={styles.links}>
          <span>{limit.subjectTitle}</span>
          {limit.subjectNo !== undefined && (
            <span className={styles.soft}>
              <LongNumber>{limit.subjectNo}</LongNumber>
            </span>
          )}
          {isCase && <Link to={`/cases/${limit.subject}`}>{say.back}</Link>}
          {canVerify && <Link to={`/supervision/streams/${limit.subjectKind}/${limit.subject}`}>{say.record}</Link>}
          <Button look="plain" onClick={print} aria-keyshortcuts="p">
            {say.print} <kbd className={styles.key}>{keyText('p')}</kbd>
          </Button>
        </p>
      </header>
      <Card>
        <p className={styles.answer}>{limit.explanation}</p>
        {limit.provisional && <NoticePanel tone="soon" title={say.provisional} />}
        {limit.strip.length > 0 && <ClockRibbon limit={limit} today={asOf} />}
        <LimitFacts account={account} />
      </Card>
      <Card title={say.rows.title}>
        {limit.length.unit === 'instant' && <p>{say.rows.instant}</p>}
        {limit.length.unit === 'none' && <p>{say.rows.none}</p>}
        {rows.length > 0 && <AccountTable rows={rows} asOf={asOf} />}
      </Card>
      <Card title={say.whatIf.title} id="what-if">
        {account.mayStop ? <WhatIf limitId={limit.id} asOf={asOf} /> : <p>{say.whatIf.nothing}</p>}
      </Card>
    </>
  )
}

function LimitFacts({ account: { limit } }: { account: Account }) {
  return (
    <Facts
      columns={2}
      facts={[
        { name: say.length, value: say.units[limit.length.unit](limit.length.value) },
        { name: say.basis, value: limit.basis },
        { name: say.start, value: dayText(limit.startOn, '') },
        ...(limit.dueOn === undefined ? [] : [{ name: say.due, value: dayText(limit.dueOn, '') }]),
        ...(limit.closedOn === undefined ? [] : [{ name: say.closed, value: dayText(limit.closedOn, '') }]),
      ]}
    />
  )
}
