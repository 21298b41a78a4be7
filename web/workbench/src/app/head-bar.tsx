import { useQuery } from '@tanstack/react-query'
import type { SessionView } from '@yiwang/server/contract/identity'
import { Bell, Keyboard, Moon, Search, Sun, UserRound } from 'lucide-react'
import { Link } from 'react-router'
import { api } from '../shared/api.ts'
import { whileActive } from '../shared/activity.ts'
import { noticesKey } from '../shared/notices-key.ts'
import { keyText } from '../shared/shortcuts.tsx'
import styles from './frame.module.css'
import { useLook } from './look.tsx'
import { frameMessages as say } from './messages.ts'
import { keyHelpEvent, paletteEvent } from './overlays.ts'
import { UserMenu } from './user-menu.tsx'

export function HeadBar({ session }: { session: SessionView }) {
  const { theme, toggle } = useLook()
  return (
    <header className={styles.head}>
      <CountyName session={session} />
      {session.abilities['flows.work'] === true && <Counts />}
      {session.abilities['audit.watchAlerts'] === true && <OpenAlerts />}
      {session.abilities['exports.approve'] === true && <ExportsWaiting />}
      <div className={styles.headEnd}>
        <button type="button" className={styles.search} onClick={() => document.dispatchEvent(new Event(paletteEvent))}>
          <Search aria-hidden="true" size={18} />
          <span>{say.search}</span>
          <kbd aria-hidden="true">{keyText('mod+k')}</kbd>
        </button>
        <UnreadNotices />
        <button
          type="button"
          className={`${styles.iconButton} ${styles.wideOnly}`}
          aria-label={say.keys}
          onClick={() => document.dispatchEvent(new Event(keyHelpEvent))}
        >
          <Keyboard aria-hidden="true" size={20} />
        </button>
        <button
          type="button"
          className={styles.iconButton}
          aria-label={theme === 'light' ? say.toDark : say.toLight}
          onClick={toggle}
        >
          {theme === 'light' ? <Moon aria-hidden="true" size={20} /> : <Sun aria-hidden="true" size={20} />}
        </button>
        <UserMenu session={session}>
          <UserRound aria-hidden="true" size={18} />
          <span>{session.account?.name}</span>
          <span className={styles.wideOnly}>{session.posts[0]?.roleTitle}</span>
        </UserMenu>
      </div>
    </header>
  )
}

/** Where the official works. Codes below a county are long; its name is what people know. */
function CountyName({ session }: { session: SessionView }) {
  const code = session.jurisdiction ?? session.posts[0]?.division ?? ''
  const division = useQuery({
    queryKey: ['division', code],
    queryFn: ({ signal }) => api.organizations.getDivision({ code }, { signal }),
    enabled: code !== '',
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Link to="/" className={styles.county}>
      <span className={styles.seal} aria-hidden="true">
        网
      </span>
      {division.data?.division.name ?? say.product}
    </Link>
  )
}

/** What auditors and security have instead of an inbox: the alerts that nobody has looked into. */
function OpenAlerts() {
  const alerts = useQuery({
    queryKey: ['audit-alerts', { state: 'open' }],
    queryFn: ({ signal }) => api.audit.listAlerts({ state: 'open' }, { signal }),
    refetchInterval: whileActive(60_000),
  })
  if (alerts.data === undefined) return <p className={styles.counts} />
  return (
    <p className={styles.counts}>
      <Link to="/audit/alerts?state=open" data-level={alerts.data.open > 0 ? 'red' : undefined}>
        {say.openAlerts} <b>{alerts.data.open}</b>
      </Link>
    </p>
  )
}

/** Exports that wait for my approval; nothing where none does. */
function ExportsWaiting() {
  const exports = useQuery({
    queryKey: ['exports', 'waiting'],
    queryFn: ({ signal }) => api.exports.countExports({}, { signal }),
    refetchInterval: whileActive(60_000),
  })
  if (exports.data === undefined || exports.data.waiting === 0) return null
  return (
    <p className={styles.counts}>
      <Link to="/exports?view=asked">
        {say.exportsWaiting} <b>{exports.data.waiting}</b>
      </Link>
    </p>
  )
}

/** What the system has told this account and nobody has read. */
function UnreadNotices() {
  const notices = useQuery({
    queryKey: [...noticesKey, 'unread'],
    queryFn: ({ signal }) => api.notices.countUnreadNotices({}, { signal }),
    refetchInterval: whileActive(60_000),
  })
  const unread = notices.data?.unread ?? 0
  return (
    <Link className={styles.iconButton} to="/notices" aria-label={say.notices(unread)}>
      <Bell aria-hidden="true" size={20} />
      {unread > 0 && <b aria-hidden="true">{unread}</b>}
    </Link>
  )
}

function Counts() {
  const counts = useQuery({
    queryKey: ['inbox', 'counts'],
    queryFn: ({ signal }) => api.flows.countInbox({}, { signal }),
    refetchInterval: whileActive(60_000),
  })
  if (counts.data === undefined) return <p className={styles.counts} />
  const { most, total, red, yellow, today, soon } = counts.data
  const text = (count: number) => (count >= most ? `${most}+` : String(count))
  return (
    <p className={styles.counts} aria-label={say.counts}>
      <Link to="/">
        {say.open} <b>{text(total)}</b>
      </Link>
      <Link to={red > 0 ? '/?level=red' : '/?level=yellow'} data-level={red + yellow > 0 ? 'red' : undefined}>
        {say.overdue} <b>{text(red + yellow)}</b>
      </Link>
      <Link to="/?level=today" data-level={today > 0 ? 'today' : undefined}>
        {say.today} <b>{text(today)}</b>
      </Link>
      <Link to="/?level=soon">
        {say.soon} <b>{text(soon)}</b>
      </Link>
    </p>
  )
}
