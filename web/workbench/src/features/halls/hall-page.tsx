import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { HallContent, HallView } from '@yiwang/server/contract/organizations'
import { Button, Card, RadioGroup, Select, TextArea, TextField, useSay } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { useAskBeforeLeaving } from '../../shared/use-ask-before-leaving.ts'
import { type ErrorOf, errorsOf } from './error-of.ts'
import { FloorList } from './floor-list.tsx'
import { BLANK_HALL, type HallForm, type HoursDay, toContent, toForm } from './hall-model.ts'
import styles from './halls.module.css'
import { hallsKey } from './halls-page.tsx'
import { HoursFields } from './hours-fields.tsx'
import { hallsMessages as say } from './messages.ts'

const NEW = 'new'
/** What is typed is not written over by what others do meanwhile. */
const once = { staleTime: Number.POSITIVE_INFINITY, gcTime: 0 }

/** One hall, or a new one: all of it in one form, saved as a whole. */
export function HallPage() {
  const { hallId = NEW } = useParams()
  const kept = useQuery({
    queryKey: hallsKey,
    queryFn: ({ signal }) => api.organizations.listKeptHalls({}, { signal }),
  })
  const reading = useQuery({
    queryKey: [...hallsKey, hallId],
    queryFn: ({ signal }) => api.organizations.getHall({ hallId }, { signal }),
    enabled: hallId !== NEW,
    ...once,
  })
  return (
    <div className={styles.page}>
      <p>
        <Link to="/halls">{say.back}</Link>
      </p>
      {hallId === NEW ? (
        <Loaded reading={kept}>{({ organizations }) => <Editor organizations={organizations} />}</Loaded>
      ) : (
        <Loaded reading={reading}>{(hall) => <Editor key={hall.id} hall={hall} organizations={[]} />}</Loaded>
      )}
    </div>
  )
}

interface EditorProps {
  hall?: HallView
  /** Who may have a new one. */
  organizations: readonly { id: string; name: string; address?: string | undefined; phone?: string | undefined }[]
}

interface Saving {
  readonly content: HallContent
  readonly organizationId: string
  readonly seen: HallView | undefined
}

function Editor({ hall, organizations }: EditorProps) {
  const [seen, setSeen] = useState(hall)
  const [form, setForm] = useState<HallForm>(() => (hall ? toForm(hall) : BLANK_HALL))
  const [kept, setKept] = useState(form)
  const [organizationId, setOrganizationId] = useState('')
  const [unread, setUnread] = useState<readonly HoursDay[]>([])
  const [queries, tell, go] = [useQueryClient(), useSay(), useNavigate()]
  useAskBeforeLeaving(form !== kept)
  const save = useMutation({
    mutationFn: ({ content, organizationId: by, seen: before }: Saving) =>
      before
        ? api.organizations.changeHall({ hallId: before.id, version: before.version, content })
        : api.organizations.openHall({ organizationId: by, content }),
    onSuccess: async (saved) => {
      tell(say.saved)
      setKept(form)
      setSeen(saved)
      await queries.invalidateQueries({ queryKey: hallsKey, exact: true })
      if (!seen) await go(`/halls/${saved.id}`, { replace: true })
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const made = toContent(form)
    setUnread('unread' in made ? made.unread : [])
    if ('content' in made) save.mutate({ content: made.content, organizationId, seen })
  }
  const choose = (id: string) => {
    setOrganizationId(id)
    const chosen = organizations.find((one) => one.id === id)
    if (!chosen) return
    const { address = '', phone = '' } = chosen
    setForm({ ...form, address: form.address || address, phone: form.phone || phone })
  }
  const errorOf = errorsOf(save.error)
  return (
    <form className={styles.page} noValidate onSubmit={submit} aria-label={seen?.name ?? say.newTitle}>
      <h1>{seen?.name ?? say.newTitle}</h1>
      {seen && (
        <p>
          <a href={`/halls/${seen.id}`}>{say.publicPage}</a>
        </p>
      )}
      <Card>
        <div className={styles.cells}>
          {!seen && (
            <Select
              id="hall-organization"
              label={say.organization}
              error={errorOf('/organizationId')}
              choices={organizations.map(({ id, name }) => ({ value: id, label: name }))}
              value={organizationId}
              onChange={({ target }) => choose(target.value)}
            />
          )}
          <Basics form={form} onChange={setForm} errorOf={errorOf} />
        </div>
      </Card>
      <Card title={say.hours}>
        <HoursFields form={form} unread={unread} onChange={setForm} error={errorOf('/hoursNote')} />
      </Card>
      <FloorList floors={form.floors} onChange={(floors) => setForm({ ...form, floors })} errorOf={errorOf} />
      <Refusal error={save.error} />
      <div className={styles.foot}>
        <Button type="submit" look="main" busy={save.isPending}>
          {say.save}
        </Button>
        {(save.error !== null || unread.length > 0) && (
          <p className={styles.wrong} role="alert">
            {say.notSaved}
          </p>
        )}
      </div>
    </form>
  )
}

interface BasicsProps {
  form: HallForm
  onChange(form: HallForm): void
  errorOf: ErrorOf
}

function Basics({ form, onChange, errorOf }: BasicsProps) {
  return (
    <>
      <TextField
        id="hall-name"
        label={say.name}
        maxLength={60}
        error={errorOf('/name')}
        value={form.name}
        onChange={({ target }) => onChange({ ...form, name: target.value })}
      />
      <TextField
        id="hall-address"
        label={say.address}
        maxLength={200}
        error={errorOf('/address')}
        value={form.address}
        onChange={({ target }) => onChange({ ...form, address: target.value })}
      />
      <TextField
        id="hall-phone"
        label={say.phone}
        optional
        maxLength={60}
        error={errorOf('/phone')}
        value={form.phone}
        onChange={({ target }) => onChange({ ...form, phone: target.value })}
      />
      <TextArea
        id="hall-traffic"
        label={say.traffic}
        optional
        rows={2}
        maxLength={500}
        error={errorOf('/traffic')}
        value={form.traffic}
        onChange={({ target }) => onChange({ ...form, traffic: target.value })}
      />
      <RadioGroup
        id="hall-in-use"
        name="hall-in-use"
        label={say.inUse}
        choices={(['yes', 'no'] as const).map((value) => ({ value, label: say.inUseChoices[value] }))}
        value={form.inUse ? 'yes' : 'no'}
        onChange={({ target }) => onChange({ ...form, inUse: target.value === 'yes' })}
      />
    </>
  )
}
