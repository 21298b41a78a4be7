import type { PostRole, StaffView } from '@yiwang/server/contract/organizations'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { SearchForm } from '../../shared/search-form.tsx'
import { administrationMessages as say } from './messages.ts'
import { administrationKey } from './use-deed.ts'

/** As many as one looks through; whoever is further down is found by name or number. */
const MOST_OFFERED = 50

export interface FoundStaffList {
  readonly staff: readonly StaffView[]
  readonly roles: readonly { role: PostRole; title: string }[]
}

/** The officials of the place, or those of a name, for a form that names one of them. */
export function FoundStaff({
  label,
  name,
  children,
}: {
  label: string
  name: string
  children(found: FoundStaffList): ReactNode
}) {
  const [q, setQ] = useState('')
  const reading = useQuery({
    queryKey: [...administrationKey, 'staff', q],
    queryFn: ({ signal }) => api.organizations.listStaff({ limit: MOST_OFFERED, ...(q !== '' && { q }) }, { signal }),
  })
  return (
    <>
      <SearchForm
        label={label}
        name={name}
        placeholder={say.search}
        button={say.find}
        text={q}
        onFind={(text) => setQ(text.trim())}
      />
      <Loaded reading={reading} lines={3}>
        {children}
      </Loaded>
    </>
  )
}

export function staffChoices(staff: readonly StaffView[]) {
  return staff.map((one) => ({ value: one.id, label: `${one.name}（${one.staffNo}）` }))
}
