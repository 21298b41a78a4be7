import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallInput, CallOutput } from '@yiwang/client'
import type { ListRunningLimits } from '@yiwang/server/contract/limits'
import { EmptyState, LinkButton } from '@yiwang/ui'
import type { RefObject } from 'react'
import { Link, Navigate, useSearchParams } from 'react-router'
import { whileActive } from '../../shared/activity.ts'
import { api } from '../../shared/api.ts'
import { CaseRow } from '../../shared/case-row.tsx'
import { dayText } from '../../shared/dates.ts'
import { ExportLink } from '../../shared/export-link.tsx'
import { sharedMessages } from '../../shared/messages.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { usePermit } from '../../shared/session.tsx'
import { useRowKeys } from '../../shared/use-row-keys.ts'
import { supervisionMessages as say } from './messages.ts'
import { SupervisionTabs } from './supervision-tabs.tsx'
import styles from './supervision.module.css'

type Page = CallOutput<typeof ListRunningLimits>
const levels = ['red', 'yellow', 'today', 'soon', 'stopped', 'normal'] as const
const conditions = ['level', 'kind'] as const
const kinds = Object.keys(say.kinds) as (keyof typeof say.kinds)[]

/** 时限监察: every running limit of my reach, by how it stands. */
export function RunningLimitsPage() {
  const canWatch = usePermit('limits.watch')
  return canWatch ? <RunningLimits /> : <Navigate to="/supervision/ledger" replace />
}

function RunningLimits() {
  const [params, setParams] = useSearchParams()
  const query = queryOf(params)
  const reading = useQuery({
    queryKey: ['limits', query],
    queryFn: ({ signal }) => api.limits.listRunningLimits(query, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: whileActive(60_000),
  })
  const set = (name: string, value: string | undefined) => setParams(withFilter(params, name, value))
  return (
    <div className={styles.wide}>
      <SupervisionTabs selected="limits" />
      <Loaded reading={reading} lines={10}>
        {(page) => (
          <>
            <Counts counts={page.counts} asOf={page.asOf} chosen={query.level} onChoose={(one) => set('level', one)} />
            <p className={styles.filter}>
              <select
                aria-label={say.kindLabel}
                value={query.kind ?? ''}
                onChange={(event) => set('kind', event.target.value === '' ? undefined : event.target.value)}
              >
                <option value="">{say.anyKind}</option>
                {kinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {say.kinds[kind]}
                  </option>
                ))}
              </select>
              <ExportLink list="limits.running" title={say.limitsTitle} params={params} conditions={conditions} />
            </p>
            <LimitList page={page} />
            {page.next !== undefined && (
              <p className={styles.more}>
                <LinkButton href={`/supervision?${withPage(params, page.next)}`}>{sharedMessages.nextPage}</LinkButton>
              </p>
            )}
          </>
        )}
      </Loaded>
    </div>
  )
}

interface CountsProps {
  counts: Page['counts']
  asOf: string
  chosen: string | undefined
  onChoose(level: string | undefined): void
}

/** Few numbers, big, each with its meaning; each is the filter of the list below. */
function Counts({ counts, asOf, chosen, onChoose }: CountsProps) {
  return (
    <section aria-label={say.limitsTitle}>
      <p className={styles.soft}>
        {say.limitsTitle}（{say.asOf(dayText(asOf, ''))}）
      </p>
      <ul className={styles.counts}>
        {levels.map((level) => (
          <li key={level}>
            <button
              type="button"
              data-level={counts[level] > 0 ? level : undefined}
              aria-pressed={chosen === level}
              onClick={() => onChoose(chosen === level ? undefined : level)}
            >
              <b>{counts[level]}</b>
              <span>{say.levels[level]}</span>
              <small>{say.meaning[level]}</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function LimitList({ page }: { page: Page }) {
  const list = useRowKeys(page.items.length)
  if (page.items.length === 0) {
    return (
      <EmptyState title={say.emptyTitle}>
        <p>{say.emptyText}</p>
      </EmptyState>
    )
  }
  return (
    <ul className={styles.list} aria-label={say.listLabel} ref={list as RefObject<HTMLUListElement | null>}>
      {page.items.map((limit) => (
        <CaseRow
          key={limit.id}
          to={
            limit.subjectKind === 'case'
              ? `/cases/${limit.subject}`
              : `/supervision/streams/${limit.subjectKind}/${limit.subject}`
          }
          level={limit.level}
          title={limit.subjectTitle ?? limit.title}
          number={limit.subjectNo ?? say.unnumbered}
          word={say.kinds[limit.kind]}
          aside={<Link to={`/limits/${limit.id}`}>{say.account}</Link>}
          limits={[limit]}
        />
      ))}
    </ul>
  )
}

function queryOf(params: URLSearchParams): CallInput<typeof ListRunningLimits> {
  const level = levels.find((one) => one === params.get('level'))
  const kind = kinds.find((one) => one === params.get('kind'))
  const after = params.get('after')
  return {
    size: 20,
    ...(level === undefined ? {} : { level }),
    ...(kind === undefined ? {} : { kind }),
    ...(after === null ? {} : { after }),
  }
}

function withFilter(params: URLSearchParams, name: string, value: string | undefined): URLSearchParams {
  const next = new URLSearchParams(params)
  next.delete('after')
  if (value === undefined) next.delete(name)
  else next.set(name, value)
  return next
}

function withPage(params: URLSearchParams, after: string): URLSearchParams {
  const next = new URLSearchParams(params)
  next.set('after', after)
  return next
}
