import { LogIn, Phone, Search, User, ZoomIn } from 'lucide-react'
import { Form, Link, useLocation } from 'react-router'
import { sharedMessages } from '../messages.ts'
import styles from './site-header.module.css'

const say = sharedMessages.header

export interface SiteHeaderProps {
  siteName: string
  /** Name of who is signed in. */
  visitor?: string | undefined
  isSenior: boolean
}

export function SiteHeader({ siteName, visitor, isSenior }: SiteHeaderProps) {
  return (
    <header className={styles.header} data-print="no">
      <div className={styles.inner}>
        <Link to="/" className={styles.name}>
          <SiteMark />
          <span>{siteName}</span>
        </Link>
        <nav aria-label={say.label} className={styles.acts}>
          <Link to="/search" className={styles.act}>
            <Search aria-hidden="true" size={20} />
            {say.search}
          </Link>
          <Link to={visitor ? '/my' : '/sign-in'} className={styles.act}>
            {visitor ? <User aria-hidden="true" size={20} /> : <LogIn aria-hidden="true" size={20} />}
            <span className={styles.visitor}>{visitor ?? say.signIn}</span>
          </Link>
          <SeniorSwitch isSenior={isSenior} />
        </nav>
      </div>
      {isSenior && (
        <a href="tel:12345" className={styles.help}>
          <Phone aria-hidden="true" size={26} />
          {say.help}
        </a>
      )}
    </header>
  )
}

function SeniorSwitch({ isSenior }: { isSenior: boolean }) {
  const { pathname, search } = useLocation()
  return (
    <Form method="post" action="/senior" className={styles.form} preventScrollReset>
      <input type="hidden" name="senior" value={isSenior ? 'off' : 'on'} />
      <input type="hidden" name="next" value={pathname + search} />
      <button type="submit" className={styles.act}>
        <ZoomIn aria-hidden="true" size={20} />
        {isSenior ? say.seniorOff : say.senior}
      </button>
    </Form>
  )
}

/** A stretch of days and its due mark: the clock ribbon, made small. */
function SiteMark() {
  return (
    <svg width="32" height="32" viewBox="0 0 32 32" aria-hidden="true" className={styles.mark}>
      <rect width="32" height="32" rx="6" />
      <path d="M6 16h11" />
      <path d="M22 11l5 5-5 5-5-5z" />
    </svg>
  )
}
