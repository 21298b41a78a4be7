import { Link } from 'react-router'
import { usePermit } from '../../shared/session.tsx'
import { AccountsCard } from './accounts-card.tsx'
import styles from './administration.module.css'
import { AppointmentsCard } from './appointments-card.tsx'
import { administrationMessages as say } from './messages.ts'
import { ProposeCard } from './propose-card.tsx'
import { ResetsCard } from './resets-card.tsx'

/** What administrators do, in two pairs of hands. */
export function AdministrationPage() {
  const mayPropose = usePermit('organizations.manage')
  return (
    <div className={styles.page}>
      <h1>{say.title}</h1>
      <p className={styles.note}>
        {say.lead} <Link to="/staff-changes">{say.toChanges}</Link>
      </p>
      <AppointmentsCard />
      {mayPropose && <ProposeCard />}
      <ResetsCard />
      <AccountsCard />
    </div>
  )
}
