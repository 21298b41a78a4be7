import type { PostRole, StaffView } from '@yiwang/server/contract/organizations'
import { useQuery } from '@tanstack/react-query'
import { Button, Card, DateField, Select } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import styles from './administration.module.css'
import { SearchForm } from '../../shared/search-form.tsx'
import { administrationMessages } from './messages.ts'
import { administrationKey, useDeed } from './use-deed.ts'

const say = administrationMessages.propose

/** As many as one looks through; whoever is further down is found by name or number. */
const MOST_OFFERED = 50

/** 提出任命: who, as what, from when, until when. It takes effect when security has confirmed it. */
export function ProposeCard() {
  const [q, setQ] = useState('')
  const reading = useQuery({
    queryKey: [...administrationKey, 'staff', q],
    queryFn: ({ signal }) => api.organizations.listStaff({ limit: MOST_OFFERED, ...(q !== '' && { q }) }, { signal }),
  })
  return (
    <Card title={say.title}>
      <SearchForm
        label={say.find}
        name={say.title}
        placeholder={administrationMessages.search}
        button={administrationMessages.find}
        text={q}
        onFind={(text) => setQ(text.trim())}
      />
      <Loaded reading={reading} lines={3}>
        {({ staff, roles }) => <ProposeForm staff={staff} roles={roles} />}
      </Loaded>
    </Card>
  )
}

type Roles = readonly { role: PostRole; title: string }[]

const nothing = { staffId: '', role: '', startsOn: '', endsOn: '' }

function ProposeForm({ staff, roles }: { staff: readonly StaffView[]; roles: Roles }) {
  const [wish, setWish] = useState(nothing)
  const person = staff.find((one) => one.id === wish.staffId)
  const role = roles.find((one) => one.role === wish.role)?.role
  const propose = useDeed(async () => {
    if (person === undefined || role === undefined) return
    const { id: staffId, version, organizationId, division } = person
    await api.organizations.assignPost({
      staffId,
      version,
      role,
      organizationId,
      division,
      ...(wish.startsOn !== '' && { startsOn: wish.startsOn }),
      ...(wish.endsOn !== '' && { endsOn: wish.endsOn }),
    })
    setWish(nothing)
  }, say.proposed)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    propose.mutate(undefined)
  }
  const field = (name: keyof typeof nothing) => ({
    id: `propose-${name}`,
    name,
    value: wish[name],
    onChange: (event: { target: { value: string } }) => setWish({ ...wish, [name]: event.target.value }),
  })
  return (
    <form className={styles.form} onSubmit={submit}>
      <Refusal error={propose.error} />
      <Select
        {...field('staffId')}
        label={say.person}
        required
        choices={staff.map((one) => ({ value: one.id, label: `${one.name}（${one.staffNo}）` }))}
      />
      <Select
        {...field('role')}
        label={say.role}
        required
        choices={roles.map((one) => ({ value: one.role, label: one.title }))}
      />
      <DateField {...field('startsOn')} label={say.startsOn} optional />
      <DateField {...field('endsOn')} label={say.endsOn} help={say.endsHelp} optional />
      <div>
        <Button type="submit" look="main" busy={propose.isPending}>
          {say.act}
        </Button>
      </div>
    </form>
  )
}
