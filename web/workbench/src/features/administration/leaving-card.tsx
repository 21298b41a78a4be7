import { Card } from '@yiwang/ui'
import { api } from '../../shared/api.ts'
import styles from './administration.module.css'
import { FoundStaff } from './found-staff.tsx'
import { administrationMessages } from './messages.ts'
import { StaffWishForm } from './staff-wish-form.tsx'

const say = administrationMessages.leaving

/** 离岗离职: who, until when, why, and who takes over. It happens when security has confirmed it and the last day is over. */
export function LeavingCard() {
  return (
    <Card title={say.title}>
      <p className={styles.note}>{say.lead}</p>
      <FoundStaff label={say.find} name={say.title}>
        {({ staff }) => (
          <StaffWishForm
            id="leaving"
            words={{ ...say, day: say.lastDay, dayHelp: say.lastDayHelp }}
            staff={staff}
            onPropose={({ day, ...wish }) =>
              api.organizations.proposeLeaving({ ...wish, ...(day !== '' && { lastDay: day }) })
            }
          />
        )}
      </FoundStaff>
    </Card>
  )
}
