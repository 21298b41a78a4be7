import { useQuery } from '@tanstack/react-query'
import type { CallInput, CallOutput } from '@yiwang/client'
import type { PreviewStop } from '@yiwang/server/contract/limits'
import { Button, DateField, NoticePanel, Table, TextField } from '@yiwang/ui'
import { type FormEvent, useId, useState } from 'react'
import { useSearchParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { dayText } from '../../shared/dates.ts'
import { Refusal } from '../../shared/page-states.tsx'
import styles from './limit-account.module.css'
import { limitAccountMessages } from './messages.ts'

const say = limitAccountMessages.whatIf
const MOST_DAYS = 730

type Asked = Omit<CallInput<typeof PreviewStop>, 'limitId'>
type Outlook = CallOutput<typeof PreviewStop>

/** 假如停止计时: asked in the address, so that the answer can be kept, sent and printed; nothing is written. */
export function WhatIf({ limitId, asOf }: { limitId: string; asOf: string }) {
  const [params, setParams] = useSearchParams()
  const asked = askedIn(params)
  const reading = useQuery({
    queryKey: ['preview-stop', limitId, asked],
    queryFn: ({ signal }) => api.limits.previewStop({ limitId, ...asked! }, { signal }),
    enabled: asked !== undefined,
    retry: false,
  })
  return (
    <>
      <p className={styles.soft}>{say.text}</p>
      <Question key={params.toString()} params={params} asOf={asOf} onAsk={setParams} />
      <div aria-live="polite">
        {asked !== undefined && <Refusal error={reading.error} />}
        {asked !== undefined && reading.data && <Answer outlook={reading.data} asOf={asOf} />}
      </div>
    </>
  )
}

interface QuestionProps {
  params: URLSearchParams
  asOf: string
  onAsk(params: URLSearchParams): void
}

function Question({ params, asOf, onAsk }: QuestionProps) {
  const [isAsked, setAsked] = useState(false)
  const [filled, setFilled] = useState({
    procedure: params.get('procedure') ?? '',
    legalBasis: params.get('legalBasis') ?? '',
    from: params.get('from') ?? asOf,
    days: params.get('days') ?? '',
  })
  const list = useId()
  const set = (name: keyof typeof filled) => (event: { target: { value: string } }) =>
    setFilled((before) => ({ ...before, [name]: event.target.value }))
  const errorOf = (name: 'procedure' | 'from' | 'days') =>
    isAsked && !isFilled(name, filled[name]) ? say.needed[name] : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    const given = new URLSearchParams(Object.entries(filled).filter(([, text]) => text.trim() !== ''))
    if (askedIn(given)) onAsk(given)
  }
  return (
    <form className={styles.question} data-print="no" aria-label={say.title} onSubmit={submit} noValidate>
      <TextField
        id="what-if-procedure"
        label={say.procedure}
        help={say.procedureHelp}
        list={list}
        maxLength={60}
        value={filled.procedure}
        error={errorOf('procedure')}
        onChange={set('procedure')}
      />
      <datalist id={list}>
        {say.procedures.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      <TextField
        id="what-if-basis"
        label={say.legalBasis}
        help={say.legalBasisHelp}
        optional
        maxLength={300}
        value={filled.legalBasis}
        onChange={set('legalBasis')}
      />
      <DateField
        id="what-if-from"
        label={say.from}
        help={say.fromHelp}
        value={filled.from}
        error={errorOf('from')}
        onChange={set('from')}
      />
      <TextField
        id="what-if-days"
        label={say.days}
        help={say.daysHelp}
        width="short"
        inputMode="numeric"
        value={filled.days}
        error={errorOf('days')}
        onChange={set('days')}
      />
      <p className={styles.ask}>
        <Button look="main" type="submit">
          {say.ask}
        </Button>
      </p>
    </form>
  )
}

function Answer({ outlook: { stop, limits }, asOf }: { outlook: Outlook; asOf: string }) {
  const concerns = [...new Set(limits.flatMap((limit) => limit.concerns))]
  return (
    <div className={styles.stack}>
      <p>{say.stop(dayText(stop.from, asOf), dayText(stop.to, asOf), stop.procedure, stop.legalBasis)}</p>
      {concerns.map((concern) => (
        <NoticePanel key={concern} tone="soon" title={concern} />
      ))}
      <Table
        caption={say.title}
        captionHidden
        rows={limits}
        keyOf={(limit) => limit.limitId}
        columns={[
          { id: 'title', header: say.limit, isRowHeader: true, cell: (limit) => limit.title },
          { id: 'due', header: limitAccountMessages.due, cell: (limit) => <b>{movedText(limit, asOf)}</b> },
          { id: 'why', header: limitAccountMessages.rows.why, cell: (limit) => limit.explanation },
        ]}
      />
    </div>
  )
}

function movedText({ dueOn, wouldBeDueOn }: Outlook['limits'][number], asOf: string): string {
  if (dueOn === undefined || wouldBeDueOn === undefined) return limitAccountMessages.noDue
  const was = dayText(dueOn, asOf)
  return dueOn === wouldBeDueOn ? `${was}（${say.same}）` : say.moved(was, dayText(wouldBeDueOn, asOf))
}

/** What the address asks; nothing while a part of it is missing. */
function askedIn(params: URLSearchParams): Asked | undefined {
  const [procedure = '', from = '', days = ''] = ['procedure', 'from', 'days'].map((name) => params.get(name)?.trim())
  const legalBasis = params.get('legalBasis')?.trim() ?? ''
  if (!isFilled('procedure', procedure) || !isFilled('from', from) || !isFilled('days', days)) return undefined
  return { procedure, from, expectedWorkdays: Number(days), ...(legalBasis !== '' && { legalBasis }) }
}

function isFilled(name: 'procedure' | 'from' | 'days', text: string): boolean {
  const value = text.trim()
  if (name === 'procedure') return value !== ''
  if (name === 'from') return /^\d{4}-\d{2}-\d{2}$/.test(value)
  return /^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= MOST_DAYS
}
