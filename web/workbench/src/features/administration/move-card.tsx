import { Card, CheckboxGroup } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import styles from './administration.module.css'
import { FoundStaff, type FoundStaffList } from './found-staff.tsx'
import { administrationMessages } from './messages.ts'
import { noOffice, OfficeFields, useOrganizations, wantedPosts } from './office-fields.tsx'
import { StaffWishForm } from './staff-wish-form.tsx'
import { useTies } from './ties.tsx'

const { moving: say, ties } = administrationMessages

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

function MoveForm({ staff, roles }: FoundStaffList) {
  const [staffId, setStaffId] = useState('')
  const [office, setOffice] = useState(noOffice)
  const [staying, setStaying] = useState<readonly string[]>([])
  const organizations = useOrganizations()
  const held = useTies(staffId).data?.posts ?? []
  const ending = held.filter(({ id }) => !staying.includes(id))
  const title = (one: (typeof held)[number]) => ties.post(one.roleTitle, one.organizationName)
  return (
    <StaffWishForm
      id="moving"
      words={{ ...say, day: say.firstDay, dayHelp: say.firstDayHelp }}
      staff={staff}
      onChoose={setStaffId}
      onPropose={async ({ day, ...wish }) => {
        const begins = wantedPosts(office, organizations.data?.organizations ?? [], roles)
        const ends = ending.map(({ id }) => id)
        const given = { ...wish, ...(day !== '' && { firstDay: day }) }
        await api.organizations.proposeMove({ ...given, organizationId: office.organizationId, ends, begins })
        setOffice(noOffice)
      }}
      posts={ending.map(title)}
    >
      {held.length > 0 && (
        <CheckboxGroup
          id="moving-ends"
          name="ends"
          label={say.ends}
          choices={held.map((one) => ({ value: one.id, label: title(one) }))}
          value={ending.map(({ id }) => id)}
          onChange={({ target: { value, checked } }) =>
            setStaying(checked ? staying.filter((id) => id !== value) : [...staying, value])
          }
        />
      )}
      <OfficeFields form="moving" roles={roles} value={office} onChange={setOffice} />
    </StaffWishForm>
  )
}
