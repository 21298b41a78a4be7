import { Button, Card, DateField, Select } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { Refusal } from '../../shared/page-states.tsx'
import styles from './administration.module.css'
import { FoundStaff, type FoundStaffList, staffChoices } from './found-staff.tsx'
import { administrationMessages } from './messages.ts'
import { useDeed } from './use-deed.ts'

const say = administrationMessages.propose

/** 提出任命: who, as what, from when, until when. It takes effect when security has confirmed it. */
export function ProposeCard() {
  return (
    <Card title={say.title}>
      <FoundStaff label={say.find} name={say.title}>
        {({ staff, roles }) => <ProposeForm staff={staff} roles={roles} />}
      </FoundStaff>
    </Card>
  )
}

const nothing = { staffId: '', role: '', startsOn: '', endsOn: '' }

function ProposeForm({ staff, roles }: FoundStaffList) {
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
      <Select {...field('staffId')} label={say.person} required choices={staffChoices(staff)} />
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
