import { Link } from 'react-router'
import { sharedMessages } from '../messages.ts'
import styles from './site-footer.module.css'

const say = sharedMessages.footer

export function SiteFooter({ divisionName, isDemo }: { divisionName: string; isDemo: boolean }) {
  return (
    <footer className={styles.footer} data-print="no">
      <div className={styles.inner}>
        <ul>
          <li>
            <Link to="/lists">{say.lists}</Link>
          </li>
          <li>
            <Link to="/halls">{say.halls}</Link>
          </li>
          <li>
            <Link to="/lookup">{say.lookup}</Link>
          </li>
          <li>
            <Link to="/verify">{say.verify}</Link>
          </li>
          <li>
            <Link to="/records">{say.records}</Link>
          </li>
          <li>
            <Link to="/accessibility">{say.accessibility}</Link>
          </li>
        </ul>
        <p>
          {say.runBy(divisionName)} · <a href="tel:12345">{say.contact}</a>
        </p>
        {isDemo && <p>{say.demo}</p>}
      </div>
    </footer>
  )
}
