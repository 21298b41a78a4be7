import type { SessionView } from '@yiwang/server/contract/identity'
import {
  AppWindow,
  ClipboardList,
  Eraser,
  FileDown,
  FilePlus2,
  FolderSearch,
  Handshake,
  Inbox,
  KeyRound,
  ListChecks,
  type LucideIcon,
  MapPinned,
  ScanEye,
  ShieldCheck,
  UserRound,
  UserRoundCheck,
  UserRoundCog,
  UsersRound,
  Waypoints,
} from 'lucide-react'
import { NavLink } from 'react-router'
import styles from './frame.module.css'
import { frameMessages as say } from './messages.ts'

export interface DeskPage {
  path: string
  title: string
  icon: LucideIcon
  /** any of these permits opens it; none named: everybody at the desk */
  permits: readonly string[]
}

const pages: readonly DeskPage[] = [
  { path: '/', title: say.pages.inbox, icon: Inbox, permits: ['flows.work'] },
  {
    path: '/supervision',
    title: say.pages.supervision,
    icon: ShieldCheck,
    permits: ['limits.watch', 'supervision.watch'],
  },
  { path: '/intake', title: say.pages.intake, icon: FilePlus2, permits: ['cases.receive'] },
  { path: '/mandates', title: say.pages.mandates, icon: Handshake, permits: ['identity.registerMandate'] },
  { path: '/recovery', title: say.pages.recovery, icon: KeyRound, permits: ['identity.startRecoveries'] },
  { path: '/cases', title: say.pages.cases, icon: FolderSearch, permits: ['cases.read'] },
  { path: '/erasures', title: say.pages.erasures, icon: Eraser, permits: ['cases.erase'] },
  { path: '/items', title: say.pages.items, icon: ClipboardList, permits: [] },
  { path: '/lists', title: say.pages.lists, icon: ListChecks, permits: ['rosters.read'] },
  { path: '/halls', title: say.pages.halls, icon: MapPinned, permits: ['organizations.keepHalls'] },
  { path: '/flows', title: say.pages.flows, icon: Waypoints, permits: ['flows.manage'] },
  { path: '/exports', title: say.pages.exports, icon: FileDown, permits: ['exports.ask', 'exports.approve'] },
  { path: '/applications', title: say.pages.applications, icon: AppWindow, permits: ['sign-on.watchClients'] },
  { path: '/audit', title: say.pages.audit, icon: ScanEye, permits: ['audit.search', 'audit.watchAlerts'] },
  { path: '/administration', title: say.pages.administration, icon: UsersRound, permits: ['identity.watchAccounts'] },
  {
    path: '/staff-changes',
    title: say.pages.staffChanges,
    icon: UserRoundCog,
    permits: ['organizations.readAppointments'],
  },
  {
    path: '/substitutions',
    title: say.pages.substitutions,
    icon: UserRoundCheck,
    permits: ['organizations.substitute'],
  },
  { path: '/profile', title: say.pages.profile, icon: UserRound, permits: [] },
]

export function allowedPages(session: SessionView): readonly DeskPage[] {
  return pages.filter((page) => {
    return page.permits.length === 0 || page.permits.some((permit) => session.abilities[permit] === true)
  })
}

export function NavBar({ pages: shown }: { pages: readonly DeskPage[] }) {
  return (
    <nav className={styles.nav} aria-label={say.nav}>
      {shown.map(({ path, title, icon: Icon }) => (
        <NavLink key={path} to={path} end={path === '/'} className={styles.navLink ?? ''}>
          <Icon aria-hidden="true" size={20} />
          <span>{title}</span>
        </NavLink>
      ))}
    </nav>
  )
}
