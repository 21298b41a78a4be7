import type { SubstitutablePerson } from '@yiwang/server/contract/organizations'
import { useQuery } from '@tanstack/react-query'
import { Button, Card, CheckboxGroup, DateField, Select, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { substitutionMessages as say } from './messages.ts'
import styles from './substitutions.module.css'
import { substitutionsKey, useDeed } from './use-deed.ts'

/** 指定代办人: for oneself; for others who looks after them. */
export function NameCard() {
  const reading = useQuery({
    queryKey: [...substitutionsKey, 'people'],
    queryFn: ({ signal }) => api.organizations.listSubstitutable({}, { signal }),
  })
  return (
    <Card title={say.form}>
      <Loaded reading={reading} lines={4}>
        {({ me, mayNameOthers, people }) =>
          mayNameOthers || people.some(({ staffId }) => staffId === me) ? (
            <NameForm me={me} mayNameOthers={mayNameOthers} people={people} />
          ) : (
            <p className={styles.note}>{say.notForMe}</p>
          )
        }
      </Loaded>
    </Card>
  )
}

const nothing = { substituteId: '', startsOn: '', endsOn: '', reason: '' }

interface NameFormProps {
  me: string
  mayNameOthers: boolean
  people: readonly SubstitutablePerson[]
}

function NameForm({ me, mayNameOthers, people }: NameFormProps) {
  const [absentId, setAbsentId] = useState(mayNameOthers ? '' : me)
  const [unchosen, setUnchosen] = useState<readonly string[]>([])
  const [wish, setWish] = useState(nothing)
  const absent = people.find((one) => one.staffId === absentId)
  const posts = absent?.posts ?? []
  const chosen = posts.map(({ id }) => id).filter((id) => !unchosen.includes(id))
  const colleagues = people.filter((one) => one.staffId !== absentId && one.organizationId === absent?.organizationId)
  const name = useDeed(async () => {
    const { substituteId, startsOn, endsOn, reason } = wish
    const whose = absentId === me ? {} : { absentId }
    const from = startsOn === '' ? {} : { startsOn }
    await api.organizations.nameSubstitute({ ...whose, substituteId, postIds: chosen, ...from, endsOn, reason })
    setWish(nothing)
  }, say.named)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    name.mutate(undefined)
  }
  const field = (key: keyof typeof nothing) => ({
    id: `substitution-${key}`,
    name: key,
    value: wish[key],
    onChange: (event: { target: { value: string } }) => setWish({ ...wish, [key]: event.target.value }),
  })
  return (
    <form className={styles.form} aria-label={say.form} onSubmit={submit}>
      <Refusal error={name.error} />
      {mayNameOthers && (
        <Select
          id="substitution-absentId"
          name="absentId"
          label={say.absent}
          required
          value={absentId}
          onChange={(event) => setAbsentId(event.target.value)}
          choices={choicesOf(people)}
        />
      )}
      {posts.length > 0 && (
        <CheckboxGroup
          id="substitution-posts"
          name="postIds"
          label={say.chosen}
          choices={posts.map(({ id, title }) => ({ value: id, label: title }))}
          value={chosen}
          onChange={({ target: { value, checked } }) =>
            setUnchosen(checked ? unchosen.filter((id) => id !== value) : [...unchosen, value])
          }
        />
      )}
      <Select
        {...field('substituteId')}
        label={say.substitute}
        help={say.substituteHelp}
        required
        choices={choicesOf(colleagues)}
      />
      <DateField {...field('startsOn')} label={say.startsOn} help={say.startsHelp} optional />
      <DateField {...field('endsOn')} label={say.endsOn} required />
      <TextField {...field('reason')} label={say.reason} required maxLength={200} />
      <div>
        <Button type="submit" look="main" busy={name.isPending}>
          {say.name}
        </Button>
      </div>
    </form>
  )
}

function choicesOf(people: readonly SubstitutablePerson[]) {
  return people.map((one) => ({ value: one.staffId, label: `${one.name}（${one.staffNo}）` }))
}
