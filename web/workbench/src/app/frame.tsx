import { useQueryClient } from '@tanstack/react-query'
import type { SessionView } from '@yiwang/server/contract/identity'
import { Dialog, Skeleton } from '@yiwang/ui'
import { Navigate, Outlet, useLocation, useSearchParams } from 'react-router'
import { sharedMessages } from '../shared/messages.ts'
import { Failure } from '../shared/page-states.tsx'
import { SessionProvider, sessionKey, useSessionReading } from '../shared/session.tsx'
import { SignInForm } from '../shared/sign-in-form.tsx'
import styles from './frame.module.css'
import { FirstStepsPage } from './first-steps-page.tsx'
import { HeadBar } from './head-bar.tsx'
import { KeyHelp } from './key-help.tsx'
import { frameMessages as say } from './messages.ts'
import { allowedPages, NavBar } from './nav-bar.tsx'
import { ProofDialog } from './proof-dialog.tsx'
import { SearchPalette } from './search-palette.tsx'
import { NotStaffPage, SignInPage } from './sign-in-page.tsx'
import { useSignedOut } from './signed-out.ts'

/** Who may come in, and what surrounds every page. */
export function Frame() {
  const reading = useSessionReading()
  const enter = useEnter()
  const arrive = useArrival()
  if (reading.data === undefined) {
    return (
      <div className={styles.lone}>
        {reading.error === null ? (
          <Skeleton lines={4} label={sharedMessages.loading} />
        ) : (
          <Failure error={reading.error} onRetry={() => void reading.refetch()} />
        )}
      </div>
    )
  }
  const session = reading.data
  if (!session.signedIn) return <SignInPage session={session} onSignedIn={arrive} />
  if (session.account?.mustChangePassword || session.mustEnrolFactor) {
    return (
      <>
        <FirstStepsPage session={session} />
        <ProofDialog />
      </>
    )
  }
  if (session.posts.length === 0) return <NotStaffPage onSignedIn={enter} />
  return (
    <SessionProvider value={session}>
      <SignedInFrame session={session} />
      <SignInAgain session={session} />
      <ProofDialog />
    </SessionProvider>
  )
}

function SignedInFrame({ session }: { session: SessionView }) {
  const { pathname } = useLocation()
  const pages = allowedPages(session)
  const first = pages[0]
  // Whoever has no inbox (a supervisor, an item administrator) begins at the first page of their own.
  if (pathname === '/' && first !== undefined && first.path !== '/') return <Navigate to={first.path} replace />
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#main">
        {say.skip}
      </a>
      <HeadBar session={session} />
      <NavBar pages={pages} />
      <main id="main" className={styles.main} tabIndex={-1}>
        <Outlet />
      </main>
      <SearchPalette pages={pages} />
      <KeyHelp />
    </div>
  )
}

/** The session ended while the page was in use: ask here, so that nothing that was typed is lost. */
function SignInAgain({ session }: { session: SessionView }) {
  const { isSignedOut, setSignedOut } = useSignedOut()
  const enter = useEnter()
  return (
    <Dialog title={say.signedOutTitle} isOpen={isSignedOut} onClose={() => undefined} mustAnswer>
      <p className={styles.dialogText}>{say.signedOutText}</p>
      <SignInForm
        onSignedIn={(next) => {
          setSignedOut(false)
          if (next.account?.id === session.account?.id) enter(next)
          else globalThis.location.assign('/desk')
        }}
      />
    </Dialog>
  )
}

/** Whoever came to sign in for another application goes back to where it asks; nowhere else. */
function useArrival() {
  const enter = useEnter()
  const [query] = useSearchParams()
  return (session: SessionView) => {
    const next = query.get('next') ?? ''
    if (/^\/sign-on\/[\w-]+$/.test(next) && !session.mustEnrolFactor) globalThis.location.assign(next)
    else enter(session)
  }
}

function useEnter() {
  const queries = useQueryClient()
  return (session: SessionView) => {
    queries.setQueryData(sessionKey, session)
    void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] })
  }
}
