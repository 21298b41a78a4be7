import type { StaffView } from '@yiwang/server/contract/organizations'
import { Button, Card, CheckboxGroup, DateField, Select, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { Refusal } from '../../shared/page-states.tsx'
import styles from './administration.module.css'
import { FoundStaff, type FoundStaffList, staffChoices } from './found-staff.tsx'
import { administrationMessages } from './messages.ts'
import { noOffice, OfficeFields, useOrganizations, wantedPosts } from './office-fields.tsx'
import { Ties, useTies } from './ties.tsx'
import { useDeed } from './use-deed.ts'

const { moving: say, leaving, ties } = administrationMessages

/** 调岗: who, what ends, where to and as what, from when. One act: no day has both, none has neither. */
export function MoveCard() {
  return (
    <Card title={say.title}>
      <p className={styles.note}>{say.lead}</p>
      <FoundStaff label={say.find} name={say.title}>
        {(found) => <MoveForm {...found} />}
      </FoundStaff>
    </Card>
  )
}

const nothing = { staffId: '', firstDay: '', successorId: '', reason: '' }

function MoveForm({ staff, roles }: FoundStaffList) {
  const [wish, setWish] = useState(nothing)
  const [office, setOffice] = useState(noOffice)
  const [staying, setStaying] = useState<readonly string[]>([])
  const organizations = useOrganizations()
  const held = useTies(wish.staffId).data?.posts ?? []
  const ending = held.filter(({ id }) => !staying.includes(id))
  const propose = useDeed(async () => {
    const person = staff.find((one) => one.id === wish.staffId)
    if (person === undefined) return
    const { firstDay, successorId, reason } = wish
    const given = { ...(firstDay !== '' && { firstDay }), ...(successorId !== '' && { successorId }) }
    const begins = wantedPosts(office, organizations.data?.organizations ?? [], roles)
    const ends = ending.map(({ id }) => id)
    const { organizationId } = office
    await api.organizations.proposeMove({ ...facts(person), organizationId, ends, begins, reason, ...given })
    setWish(nothing)
    setOffice(noOffice)
  }, say.proposed)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    propose.mutate(undefined)
  }
  const field = (name: keyof typeof nothing) => ({
    id: `moving-${name}`,
    name,
    value: wish[name],
    onChange: (event: { target: { value: string } }) => setWish({ ...wish, [name]: event.target.value }),
  })
  return (
    <form className={styles.form} aria-label={say.title} onSubmit={submit}>
      <Refusal error={propose.error} />
      <Select {...field('staffId')} label={say.person} required choices={staffChoices(staff)} />
      {held.length > 0 && (
        <CheckboxGroup
          id="moving-ends"
          name="ends"
          label={say.ends}
          choices={held.map((one) => ({ value: one.id, label: ties.post(one.roleTitle, one.organizationName) }))}
          value={ending.map(({ id }) => id)}
          onChange={({ target: { value, checked } }) =>
            setStaying(checked ? staying.filter((id) => id !== value) : [...staying, value])
          }
        />
      )}
      <OfficeFields form="moving" roles={roles} value={office} onChange={setOffice} />
      <DateField {...field('firstDay')} label={say.firstDay} help={say.firstDayHelp} optional />
      <Select
        {...field('successorId')}
        label={leaving.successor}
        help={say.successorHelp}
        optional
        choices={staffChoices(staff.filter((one) => one.id !== wish.staffId))}
      />
      <TextField {...field('reason')} label={say.reason} required maxLength={200} />
      {wish.staffId !== '' && (
        <Ties staffId={wish.staffId} posts={ending.map((one) => ties.post(one.roleTitle, one.organizationName))} />
      )}
      <div>
        <Button type="submit" look="main" busy={propose.isPending}>
          {say.act}
        </Button>
      </div>
    </form>
  )
}

function facts({ id: staffId, version }: StaffView) {
  return { staffId, version }
}
