import { Anchor, Button, LinkTabs, NoticePanel } from '@yiwang/ui'
import { Form, type LoaderFunctionArgs, Outlet, useLoaderData, useLocation } from 'react-router'
import { answering, signInFirst } from '../../shared/errors/page-problem.ts'
import { newIntentKey } from '../../shared/forms/posted-form.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { Page } from '../../shared/layout/page.tsx'
import { portalOf } from '../../shared/portal-request.ts'
import { findSession } from '../../shared/session.ts'
import { mySpaceMessages as say } from './messages.ts'
import styles from './my-space.module.css'

export const loader = answering(async ({ context, url }: LoaderFunctionArgs) => {
  const portal = portalOf(context)
  const { account } = await findSession(portal)
  if (!account) throw signInFirst(url)
  const unread = account.kind === 'person' ? (await portal.api.notices.countUnreadNotices()).unread : 0
  return { account, unread, intentKey: newIntentKey() }
})

export default function MySpaceLayout() {
  const { account, unread, intentKey } = useLoaderData<typeof loader>()
  const { pathname } = useLocation()
  const tabs = [
    { id: '/my', label: say.tabs.cases, href: '/my' },
    { id: '/my/notices', label: unread > 0 ? say.unread(unread) : say.tabs.notices, href: '/my/notices' },
    { id: '/my/licences', label: say.tabs.licences, href: '/my/licences' },
    { id: '/my/mandates', label: say.tabs.mandates, href: '/my/mandates' },
    { id: '/my/applications', label: say.tabs.applications, href: '/my/applications' },
    { id: '/my/real-name', label: say.tabs.realName, href: '/my/real-name' },
    { id: '/my/companies', label: say.tabs.companies, href: '/my/companies' },
    { id: '/my/security', label: say.tabs.security, href: '/my/security' },
    { id: '/my/data', label: say.tabs.data, href: '/my/data' },
  ]
  const isAtApplications = pathname.startsWith('/my/applications')
  return (
    <Page title={say.greeting(account.name)}>
      {account.kind === 'staff' && isAtApplications && <Outlet />}
      {account.kind === 'staff' ? (
        <NoticePanel tone="soon" title={say.staff.title}>
          <p>
            {say.staff.text} <a href="/desk">{say.staff.link}</a>
          </p>
        </NoticePanel>
      ) : (
        <>
          {account.realNameLevel < 2 && !pathname.startsWith('/my/real-name') && (
            <RealName level={account.realNameLevel} />
          )}
          <LinkTabs label={say.title} tabs={tabs} selected={pathname.replace(/\/$/, '')} />
          <Outlet />
        </>
      )}
      <Form method="post" action="/sign-out" className={styles.signOut}>
        <Seals intentKey={intentKey} />
        <Button type="submit" look="quiet">
          {say.signOut}
        </Button>
      </Form>
      {account.kind === 'person' && (
        <p>
          <Anchor href="/account/close">{say.close.link}</Anchor>
        </p>
      )}
    </Page>
  )
}

function RealName({ level }: { level: number }) {
  return (
    <NoticePanel tone="soon" title={say.realName.title(level)}>
      <p>
        {say.realName.text} <Anchor href="/my/real-name">{say.realName.act}</Anchor>
      </p>
    </NoticePanel>
  )
}
