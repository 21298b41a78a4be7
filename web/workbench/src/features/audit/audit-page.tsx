import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallOutput } from '@yiwang/client'
import type { SearchEntries } from '@yiwang/server/contract/audit'
import { EmptyState, LinkButton, NoticePanel } from '@yiwang/ui'
import { Navigate, useSearchParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { ExportLink } from '../../shared/export-link.tsx'
import { sharedMessages } from '../../shared/messages.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { usePermit } from '../../shared/session.tsx'
import { AuditForm } from './audit-form.tsx'
import { conditionNames, queryOf, withCursor } from './audit-query.ts'
import { AuditTabs } from './audit-tabs.tsx'
import { Conditions } from './conditions.tsx'
import { EntryTable } from './entry-table.tsx'
import styles from './audit.module.css'
import { auditMessages as say } from './messages.ts'

type Found = CallOutput<typeof SearchEntries>

/** 安全审计: what officials did and whose data they read, for the audit administrator. */
export function AuditPage() {
  const canSearch = usePermit('audit.search')
  return canSearch ? <AuditSearch /> : <Navigate to="/audit/alerts" replace />
}

function AuditSearch() {
  const [params, setParams] = useSearchParams()
  const query = queryOf(params)
  const reading = useQuery({
    queryKey: ['audit', query],
    queryFn: ({ signal }) => api.audit.searchEntries(query, { signal }),
    placeholderData: keepPreviousData,
    // A search by person is itself an entry: it is done when it is asked for, and not again by itself.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  return (
    <div className={styles.page}>
      <AuditTabs selected="entries" />
      <p className={styles.soft}>{say.lead}</p>
      <AuditForm key={params.toString()} params={params} onFind={setParams} />
      <Loaded reading={reading} lines={10}>
        {(found) => <Results found={found} params={params} />}
      </Loaded>
    </div>
  )
}

function Results({ found, params }: { found: Found; params: URLSearchParams }) {
  const { entries, next, personMasked, isCut, behind } = found
  return (
    <>
      <p data-print="no">
        <ExportLink list="audit.entries" title={say.list} params={params} conditions={conditionNames} />
      </p>
      <Conditions params={params} personMasked={personMasked} />
      {isCut && <NoticePanel tone="soon" title={say.cut} />}
      {behind > 20 && <p className={styles.soft}>{say.behind(behind)}</p>}
      {entries.length === 0 ? (
        <EmptyState title={say.empty}>
          <p>{say.emptyText}</p>
        </EmptyState>
      ) : (
        <EntryTable entries={entries} />
      )}
      {next !== undefined && (
        <p className={styles.more} data-print="no">
          <LinkButton href={`/audit?${withCursor(params, next)}`}>{sharedMessages.nextPage}</LinkButton>
        </p>
      )}
    </>
  )
}
