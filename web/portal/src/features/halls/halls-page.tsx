import { Anchor, EmptyState, Tag } from '@yiwang/ui'
import { type LoaderFunctionArgs, type MetaArgs, useLoaderData } from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import { Page } from '../../shared/layout/page.tsx'
import { sharedMessages } from '../../shared/messages.ts'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import styles from './halls.module.css'
import { hallsMessages as say } from './messages.ts'

export const loader = answering(async ({ context }: LoaderFunctionArgs) => {
  const { api, visit } = portalOf(context)
  return api.organizations.listHalls({ division: visit.site.jurisdiction })
})

export function meta({ matches }: MetaArgs<typeof loader>) {
  return pageMeta(say.title, matches, { description: say.lead })
}

export default function HallsPage() {
  const { halls } = useLoaderData<typeof loader>()
  return (
    <Page title={say.title} lead={say.lead} crumbs={[{ label: sharedMessages.home, href: '/' }]}>
      {halls.length === 0 ? (
        <EmptyState title={say.empty}>
          <p>{say.emptyText}</p>
        </EmptyState>
      ) : (
        <ul className={styles.halls}>
          {halls.map((hall) => (
            <li key={hall.id} className={styles.card}>
              <h2 className={styles.title}>
                <Anchor href={`/halls/${hall.id}`}>{hall.name}</Anchor>
                {hall.isDemo && <Tag>{say.demo}</Tag>}
              </h2>
              <p>{hall.address}</p>
              <p>{hall.now}</p>
              <p className={styles.soft}>{say.counted(hall.floors, hall.windows)}</p>
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}
