import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallInput } from '@yiwang/client'
import type { CaseView, ListCases } from '@yiwang/server/contract/cases'
import { Button, EmptyState, LinkButton, Select, TextField } from '@yiwang/ui'
import { type RefObject, type SubmitEvent, useState } from 'react'
import { useSearchParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { CaseRow } from '../../shared/case-row.tsx'
import { ExportLink } from '../../shared/export-link.tsx'
import { sharedMessages } from '../../shared/messages.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { useRowKeys } from '../../shared/use-row-keys.ts'
import styles from './case-search-page.module.css'
import { caseSearchMessages as say } from './messages.ts'

const filters = ['number', 'person', 'state'] as const

/** 办件: any case of my reach, by its number, the exact person, or its state. */
export function CaseSearchPage() {
  const [params, setParams] = useSearchParams()
  const query = queryOf(params)
  const reading = useQuery({
    queryKey: ['cases', query],
    queryFn: ({ signal }) => api.cases.listCases(query, { signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{say.title}</h1>
        <SearchForm key={params.toString()} params={params} onFind={setParams} />
        <p className={styles.help}>{say.help}</p>
      </header>
      <Loaded reading={reading} lines={10}>
        {({ cases, nextCursor }) => (
          <>
            {cases.length === 0 && (
              <EmptyState title={say.empty}>
                <p>{say.emptyText}</p>
              </EmptyState>
            )}
            <CaseList cases={cases} />
            {nextCursor !== undefined && (
              <p className={styles.more}>
                <LinkButton href={`/cases?${withCursor(params, nextCursor)}`}>{sharedMessages.nextPage}</LinkButton>
              </p>
            )}
          </>
        )}
      </Loaded>
    </div>
  )
}

type Found = Awaited<ReturnType<typeof api.cases.listCases>>['cases']

function CaseList({ cases }: { cases: Found }) {
  const list = useRowKeys(cases.length)
  return (
    <ul className={styles.list} aria-label={say.listLabel} ref={list as RefObject<HTMLUListElement | null>}>
      {cases.map((one) => (
        <CaseRow
          key={one.caseId}
          to={`/cases/${one.caseId}`}
          title={one.itemName}
          number={one.caseNo ?? one.queryCode ?? ''}
          word={one.stateTitle}
          aside={one.applicantName}
          limits={one.limits}
        />
      ))}
    </ul>
  )
}

function SearchForm({ params, onFind }: { params: URLSearchParams; onFind(params: URLSearchParams): void }) {
  const [words, setWords] = useState(() => Object.fromEntries(filters.map((name) => [name, params.get(name) ?? ''])))
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    onFind(new URLSearchParams(Object.entries(words).filter(([, text]) => text.trim() !== '')))
  }
  const set = (name: string) => (event: { target: { value: string } }) =>
    setWords({ ...words, [name]: event.target.value })
  return (
    <form className={styles.form} role="search" onSubmit={submit}>
      <TextField id="case-number" label={say.number} value={words['number'] ?? ''} onChange={set('number')} />
      <TextField id="case-person" label={say.person} value={words['person'] ?? ''} onChange={set('person')} />
      <Select
        id="case-state"
        label={say.state}
        placeholder={say.anyState}
        value={words['state'] ?? ''}
        choices={Object.entries(say.states).map(([value, label]) => ({ value, label }))}
        onChange={set('state')}
      />
      <Button type="submit" look="main">
        {say.find}
      </Button>
      <ExportLink list="cases.list" title={say.title} params={params} conditions={filters} />
      {params.size > 0 && (
        <Button look="quiet" onClick={() => onFind(new URLSearchParams())}>
          {say.clear}
        </Button>
      )}
    </form>
  )
}

function queryOf(params: URLSearchParams): CallInput<typeof ListCases> {
  const text = (name: string) => params.get(name)?.trim() || undefined
  const state = Object.keys(say.states).find((one) => one === params.get('state')) as CaseView['state'] | undefined
  return {
    limit: 20,
    ...only('number', text('number')),
    ...only('person', text('person')),
    ...only('cursor', text('cursor')),
    ...(state === undefined ? {} : { state }),
  }
}

function only<K extends string>(name: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { [P in K]: string })
}

function withCursor(params: URLSearchParams, cursor: string): URLSearchParams {
  const next = new URLSearchParams(params)
  next.set('cursor', cursor)
  return next
}
