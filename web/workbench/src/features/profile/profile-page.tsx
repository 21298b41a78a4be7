import { Card, Facts, NoticePanel, Table } from '@yiwang/ui'
import { instantText } from '../../shared/dates.ts'
import { useSession } from '../../shared/session.tsx'
import { ChangePasswordForm } from './change-password-form.tsx'
import { FactorsCard } from './factors-card.tsx'
import { profileMessages as say } from './messages.ts'
import { SessionsCard } from './sessions-card.tsx'
import styles from './profile-page.module.css'

/** Who I am to the system: account, posts, session, password. */
export function ProfilePage() {
  const session = useSession()
  const { account } = session
  if (account === undefined) return null
  return (
    <div className={styles.page}>
      <h1>{say.title}</h1>
      {account.mustChangePassword && <NoticePanel tone="soon" title={say.mustChange} />}
      <Card title={say.account}>
        <Facts
          facts={[
            { name: say.name, value: account.name },
            ...(account.phone === undefined ? [] : [{ name: say.phone, value: account.phone }]),
            ...(session.expiresAt === undefined ? [] : [{ name: say.expires, value: instantText(session.expiresAt) }]),
            ...(session.idleMinutes === undefined ? [] : [{ name: say.session, value: say.idle(session.idleMinutes) }]),
          ]}
        />
      </Card>
      <Card title={say.posts}>
        <Table
          caption={say.posts}
          captionHidden
          rows={session.posts}
          keyOf={(post) => `${post.role} ${post.organizationId} ${post.division}`}
          columns={[
            { id: 'post', header: say.post, cell: (post) => post.roleTitle, isRowHeader: true },
            { id: 'organization', header: say.organization, cell: (post) => post.organizationName },
            { id: 'division', header: say.division, cell: (post) => post.division },
          ]}
        />
      </Card>
      <FactorsCard />
      <SessionsCard />
      <Card title={say.passwordTitle}>
        <ChangePasswordForm version={account.version} />
      </Card>
    </div>
  )
}
