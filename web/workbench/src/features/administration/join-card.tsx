import { useQuery } from '@tanstack/react-query'
import { Button, Card, DateField, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import styles from './administration.module.css'
import type { FoundStaffList } from './found-staff.tsx'
import { Half } from './half.tsx'
import { administrationMessages } from './messages.ts'
import { noOffice, OfficeFields, useOrganizations, wantedPosts } from './office-fields.tsx'
import { administrationKey, useDeed } from './use-deed.ts'

const say = administrationMessages.joining

/** 入职: the person, the posts from a day on and the account, in one act. The password is nobody's but theirs. */
export function JoinCard() {
  const reading = useQuery({
    queryKey: [...administrationKey, 'roles'],
    queryFn: ({ signal }) => api.organizations.listStaff({ limit: 1 }, { signal }),
  })
  return (
    <Card title={say.title}>
      <p className={styles.note}>{say.lead}</p>
      <Loaded reading={reading} lines={4}>
        {({ roles }) => <JoinForm roles={roles} />}
      </Loaded>
    </Card>
  )
}

const nothing = { name: '', staffNo: '', login: '', firstDay: '', reason: '' }

function JoinForm({ roles }: Pick<FoundStaffList, 'roles'>) {
  const [wish, setWish] = useState(nothing)
  const [office, setOffice] = useState(noOffice)
  const organizations = useOrganizations()
  const propose = useDeed(async () => {
    const { firstDay, ...who } = wish
    const begins = wantedPosts(office, organizations.data?.organizations ?? [], roles)
    const { organizationId } = office
    const from = firstDay === '' ? {} : { firstDay }
    const done = await api.identity.proposeJoining({ ...who, ...from, organizationId, begins })
    setWish(nothing)
    setOffice(noOffice)
    return done
  }, say.proposed)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    propose.mutate(undefined)
  }
  const field = (name: keyof typeof nothing) => ({
    id: `joining-${name}`,
    name,
    value: wish[name],
    onChange: (event: { target: { value: string } }) => setWish({ ...wish, [name]: event.target.value }),
  })
  return (
    <form className={styles.form} aria-label={say.title} onSubmit={submit}>
      <Refusal error={propose.error} />
      {propose.data && (
        <Half part={propose.data.codePart} title={say.half(propose.data.change.staffName)} text={say.halfText} />
      )}
      <TextField {...field('name')} label={say.name} required maxLength={50} />
      <TextField {...field('staffNo')} label={say.staffNo} help={say.staffNoHelp} required maxLength={40} />
      <TextField
        {...field('login')}
        label={say.login}
        help={say.loginHelp}
        required
        maxLength={32}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
      />
      <OfficeFields form="joining" roles={roles} value={office} onChange={setOffice} />
      <DateField {...field('firstDay')} label={say.firstDay} help={say.firstDayHelp} optional />
      <TextField {...field('reason')} label={say.reason} required maxLength={200} />
      <div>
        <Button type="submit" look="main" busy={propose.isPending}>
          {say.act}
        </Button>
      </div>
    </form>
  )
}
