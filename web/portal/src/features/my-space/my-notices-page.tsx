import type { NoticeView } from '@yiwang/server/contract/notices'
import { Anchor, Button, EmptyState, StateTag } from '@yiwang/ui'
import { Bell } from 'lucide-react'
import {
  type ActionFunctionArgs,
  Form,
  type LoaderFunctionArgs,
  type MetaArgs,
  redirect,
  useLoaderData,
} from 'react-router'
import { minuteWord } from '../../shared/cases/days.ts'
import { answering } from '../../shared/errors/page-problem.ts'
import { newIntentKey, readPostedForm } from '../../shared/forms/posted-form.ts'
import { Seals } from '../../shared/forms/seals.tsx'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { mySpaceMessages } from './messages.ts'
import styles from './my-space.module.css'

const say = mySpaceMessages.notices
const pageSize = 20

export const loader = answering(async ({ context, url }: LoaderFunctionArgs) => {
  const { api } = portalOf(context)
  const before = url.searchParams.get('before')
  const { notices, unread } = await api.notices.listMyNotices({ limit: pageSize, ...(before && { before }) })
  return { notices, unread, intentKey: newIntentKey() }
})

export const action = answering(async ({ context, request }: ActionFunctionArgs) => {
  const { api, options } = await readPostedForm(portalOf(context), request)
  await api.notices.markAllNoticesRead({}, options)
  return redirect('/my/notices', 303)
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(mySpaceMessages.tabs.notices, matches)
}

export default function MyNoticesPage() {
  const { notices, unread, intentKey } = useLoaderData<typeof loader>()
  const last = notices.at(-1)
  if (!last) {
    return (
      <EmptyState icon={<Bell aria-hidden="true" />} title={say.empty}>
        <p>{say.emptyText}</p>
      </EmptyState>
    )
  }
  return (
    <>
      {unread > 0 && (
        <Form method="post">
          <Seals intentKey={intentKey} />
          <Button type="submit" look="quiet">
            {say.markAll}
          </Button>
        </Form>
      )}
      <div className={styles.list}>
        {notices.map((notice) => (
          <Notice key={notice.id} notice={notice} />
        ))}
      </div>
      {notices.length === pageSize && <Anchor href={`/my/notices?before=${last.id}`}>{say.more}</Anchor>}
    </>
  )
}

function Notice({ notice }: { notice: NoticeView }) {
  return (
    <article className={styles.notice}>
      <h2>
        {notice.title} {!notice.readAt && <StateTag tone="info">{say.unreadOne}</StateTag>}
      </h2>
      <p className={styles.text}>{notice.text}</p>
      <p className={styles.meta}>
        <time dateTime={notice.sentAt}>{minuteWord(notice.sentAt)}</time>
        {notice.subject && <Anchor href={`/cases/${notice.subject}`}>{say.toCase}</Anchor>}
      </p>
    </article>
  )
}
