import type { StaffView } from '@yiwang/server/contract/organizations'
import { Button, DateField, Select, TextField } from '@yiwang/ui'
import { type ReactNode, type SubmitEvent, useState } from 'react'
import { Refusal } from '../../shared/page-states.tsx'
import styles from './administration.module.css'
import { staffChoices } from './found-staff.tsx'
import { administrationMessages } from './messages.ts'
import { Ties } from './ties.tsx'
import { useDeed } from './use-deed.ts'

const { leaving } = administrationMessages

const NOTHING = { staffId: '', day: '', successorId: '', reason: '' }

/** What both proposals name: whom they concern as they were seen, who takes over, and why. */
export interface StaffWish {
  readonly staffId: string
  readonly version: number
  readonly day: string
  readonly reason: string
  readonly successorId?: string
}

interface StaffWishFormProps {
  /** Begins the ids of the fields. */
  id: string
  words: Readonly<
    Record<'title' | 'person' | 'day' | 'dayHelp' | 'successorHelp' | 'reason' | 'act' | 'proposed', string>
  >
  staff: readonly StaffView[]
  onPropose(wish: StaffWish): Promise<unknown>
  onChoose?(staffId: string): void
  /** The posts that end, where not all do. */
  posts?: readonly string[]
  children?: ReactNode
}

/** 离岗、调岗: whom it concerns, from when, why, and who takes over what that person keeps. */
export function StaffWishForm({ id, words, staff, onPropose, onChoose, posts, children }: StaffWishFormProps) {
  const [wish, setWish] = useState(NOTHING)
  const propose = useDeed(async () => {
    const person = staff.find((one) => one.id === wish.staffId)
    if (person === undefined) return
    const { staffId, day, reason, successorId } = wish
    const { version } = person
    await onPropose({ staffId, version, day, reason, ...(successorId !== '' && { successorId }) })
    setWish(NOTHING)
    onChoose?.('')
  }, words.proposed)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    propose.mutate(undefined)
  }
  const field = (name: keyof typeof NOTHING) => ({
    id: `${id}-${name}`,
    name,
    value: wish[name],
    onChange: ({ target: { value } }: { target: { value: string } }) => {
      setWish({ ...wish, [name]: value })
      if (name === 'staffId') onChoose?.(value)
    },
  })
  return (
    <form className={styles.form} aria-label={words.title} onSubmit={submit}>
      <Refusal error={propose.error} />
      <Select {...field('staffId')} label={words.person} required choices={staffChoices(staff)} />
      {children}
      <DateField {...field('day')} label={words.day} help={words.dayHelp} optional />
      <Select
        {...field('successorId')}
        label={leaving.successor}
        help={words.successorHelp}
        optional
        choices={staffChoices(staff.filter((one) => one.id !== wish.staffId))}
      />
      <TextField {...field('reason')} label={words.reason} required maxLength={200} />
      {wish.staffId !== '' && <Ties staffId={wish.staffId} {...(posts && { posts })} />}
      <div>
        <Button type="submit" look="main" busy={propose.isPending}>
          {words.act}
        </Button>
      </div>
    </form>
  )
}
