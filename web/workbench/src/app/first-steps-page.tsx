import type { SessionView } from '@yiwang/server/contract/identity'
import { Card, NoticePanel } from '@yiwang/ui'
import { lazy, Suspense } from 'react'
import { SessionProvider } from '../shared/session.tsx'
import { frameMessages as say } from './messages.ts'
import styles from './sign-in-page.module.css'

const ChangePasswordForm = lazy(async () => ({
  default: (await import('../features/profile/change-password-form.tsx')).ChangePasswordForm,
}))
const FactorsCard = lazy(async () => ({
  default: (await import('../features/profile/factors-card.tsx')).FactorsCard,
}))

/** Signed in, and nothing to do yet: a password that somebody else knows is changed, a second factor is added. */
export function FirstStepsPage({ session }: { session: SessionView }) {
  const mustChange = session.account?.mustChangePassword === true
  return (
    <SessionProvider value={session}>
      <main className={styles.page}>
        <div className={styles.wideColumn}>
          <p className={styles.product}>{say.product}</p>
          <h1>{say.firstSteps}</h1>
          <NoticePanel tone="soon" title={mustChange ? say.mustChange : say.mustEnrol}>
            <p>{mustChange ? say.mustChangeText : say.mustEnrolText}</p>
          </NoticePanel>
          <Suspense>
            {mustChange ? (
              <Card title={say.changePassword}>
                <ChangePasswordForm version={session.account?.version ?? 0} />
              </Card>
            ) : (
              <FactorsCard />
            )}
          </Suspense>
        </div>
      </main>
    </SessionProvider>
  )
}
