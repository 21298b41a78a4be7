import { useMutation, useQuery } from '@tanstack/react-query'
import { AUDIT_CATEGORIES } from '@yiwang/server/contract/audit'
import { Button, DateField, Select, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { Refusal } from '../../shared/page-states.tsx'
import { conditionNames } from './audit-query.ts'
import styles from './audit.module.css'
import { auditMessages as say } from './messages.ts'

/** What to look for. A person's name or number goes to the server and comes back sealed: only that stands in the address. */
export function AuditForm({ params, onFind }: { params: URLSearchParams; onFind(params: URLSearchParams): void }) {
  const [words, setWords] = useState(() => wordsOf(params))
  const name = useMutation({ mutationFn: (person: string) => api.audit.namePerson({ person }) })
  const set = (field: string) => (event: { target: { value: string } }) =>
    setWords({ ...words, [field]: event.target.value, ...(field === 'category' && { kind: '' }) })
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const { person = '', ...plain } = words
    const next = new URLSearchParams(
      Object.entries(plain).flatMap(([key, text]) => (text.trim() ? [[key, text.trim()]] : [])),
    )
    const key = person.trim() === '' ? params.get('person') : (await name.mutateAsync(person.trim())).key
    if (key) next.set('person', key)
    onFind(next)
  }
  const field = (id: string) => ({ id: `audit-${id}`, value: words[id] ?? '', onChange: set(id) })
  return (
    <form
      className={styles.form}
      role="search"
      aria-label={say.form}
      onSubmit={(event) => void submit(event)}
      data-print="no"
    >
      <TextField {...field('staff')} label={say.staff} help={say.staffHelp} maxLength={60} />
      <TextField {...field('person')} label={say.person} help={say.personHelp} maxLength={60} autoComplete="off" />
      <TextField {...field('caseNo')} label={say.caseNo} maxLength={60} />
      <DateField {...field('from')} label={say.from} />
      <DateField {...field('to')} label={say.to} />
      <Select {...field('category')} label={say.category} placeholder={say.anyCategory} choices={categories} />
      <KindField {...field('kind')} category={words['category'] ?? ''} />
      <div className={styles.acts}>
        <Button type="submit" look="main" busy={name.isPending}>
          {say.find}
        </Button>
        <Button look="quiet" onClick={() => globalThis.print()}>
          {say.print}
        </Button>
      </div>
      <Refusal error={name.error} />
    </form>
  )
}

const categories = Object.entries(AUDIT_CATEGORIES).map(([value, label]) => ({ value, label }))

interface KindFieldProps {
  id: string
  value: string
  category: string
  onChange(event: { target: { value: string } }): void
}

function KindField({ category, ...field }: KindFieldProps) {
  const reading = useQuery({
    queryKey: ['audit-kinds'],
    queryFn: ({ signal }) => api.audit.listAuditKinds({}, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const kinds = reading.data?.kinds.filter((one) => category === '' || one.category === category) ?? []
  const choices = kinds.map(({ kind, title }) => ({ value: kind, label: title }))
  return <Select {...field} label={say.kind} placeholder={say.anyKind} choices={choices} />
}

function wordsOf(params: URLSearchParams): Record<string, string> {
  const plain = conditionNames.filter((name) => name !== 'person')
  return Object.fromEntries(plain.map((name) => [name, params.get(name) ?? '']))
}
