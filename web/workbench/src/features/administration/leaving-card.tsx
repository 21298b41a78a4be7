import type { StaffView } from '@yiwang/server/contract/organizations'
import { Button, Card, DateField, Select, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { Refusal } from '../../shared/page-states.tsx'
import styles from './administration.module.css'
import { FoundStaff, staffChoices } from './found-staff.tsx'
import { administrationMessages } from './messages.ts'
import { Ties } from './ties.tsx'
import { useDeed } from './use-deed.ts'

const say = administrationMessages.leaving

/** 离岗离职: who, until when, why, and who takes over. It happens when security has confirmed it and the last day is over. */
export function LeavingCard() {
  return (
    <Card title={say.title}>
      <p className={styles.note}>{say.lead}</p>
      <FoundStaff label={say.find} name={say.title}>
        {({ staff }) => <LeavingForm staff={staff} />}
      </FoundStaff>
    </Card>
  )
}

const nothing = { staffId: '', lastDay: '', successorId: '', reason: '' }

function LeavingForm({ staff }: { staff: readonly StaffView[] }) {
  const [wish, setWish] = useState(nothing)
  const propose = useDeed(async () => {
    const person = staff.find((one) => one.id === wish.staffId)
    if (person === undefined) return
    const { id: staffId, version } = person
    const { lastDay, successorId, reason } = wish
    const given = { ...(lastDay !== '' && { lastDay }), ...(successorId !== '' && { successorId }) }
    await api.organizations.proposeLeaving({ staffId, version, reason, ...given })
    setWish(nothing)
  }, say.proposed)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    propose.mutate(undefined)
  }
  const field = (name: keyof typeof nothing) => ({
    id: `leaving-${name}`,
    name,
    value: wish[name],
    onChange: (event: { target: { value: string } }) => setWish({ ...wish, [name]: event.target.value }),
  })
  return (
    <form className={styles.form} aria-label={say.title} onSubmit={submit}>
      <Refusal error={propose.error} />
      <Select {...field('staffId')} label={say.person} required choices={staffChoices(staff)} />
      <DateField {...field('lastDay')} label={say.lastDay} help={say.lastDayHelp} optional />
      <Select
        {...field('successorId')}
        label={say.successor}
        help={say.successorHelp}
        optional
        choices={staffChoices(staff.filter((one) => one.id !== wish.staffId))}
      />
      <TextField {...field('reason')} label={say.reason} required maxLength={200} />
      {wish.staffId !== '' && <Ties staffId={wish.staffId} />}
      <div>
        <Button type="submit" look="main" busy={propose.isPending}>
          {say.act}
        </Button>
      </div>
    </form>
  )
}
