import { Anchor, EmptyState, LinkButton, LinkTabs, NoticePanel } from '@yiwang/ui'
import { FolderOpen } from 'lucide-react'
import { type LoaderFunctionArgs, type MetaArgs, useLoaderData, useSearchParams } from 'react-router'
import { CaseLine } from '../../shared/cases/case-line.tsx'
import { answering } from '../../shared/errors/page-problem.ts'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { mySpaceMessages } from './messages.ts'
import styles from './my-space.module.css'

const say = mySpaceMessages.cases
const filters = ['all', 'open', 'draft', 'ended'] as const

export const loader = answering(async ({ context, url }: LoaderFunctionArgs) => {
  const { api, visit } = portalOf(context)
  const state = filters.find((one) => one === url.searchParams.get('state')) ?? 'all'
  const cursor = url.searchParams.get('cursor') ?? undefined
  const page = await api.cases.listMyCases({
    limit: 20,
    ...(state !== 'all' && { state }),
    ...(cursor && { cursor }),
  })
  return { state, page, today: visit.today }
})

export function meta({ matches }: MetaArgs) {
  return pageMeta(mySpaceMessages.tabs.cases, matches)
}

export default function MyCasesPage() {
  const { state, page, today } = useLoaderData<typeof loader>()
  const hasSaved = useSearchParams()[0].get('saved') === 'yes'
  const more = page.nextCursor && `/my?${new URLSearchParams({ state, cursor: page.nextCursor })}`
  return (
    <>
      {hasSaved && <NoticePanel tone="ok" title={say.saved} role="status" />}
      <LinkTabs
        label={say.label}
        look="chips"
        selected={state}
        tabs={filters.map((id) => ({ id, label: say.filters[id], href: id === 'all' ? '/my' : `/my?state=${id}` }))}
      />
      {page.cases.length === 0 ? (
        <EmptyState
          icon={<FolderOpen aria-hidden="true" />}
          title={say.empty}
          act={<LinkButton href="/search">{say.find}</LinkButton>}
        >
          <p>{say.emptyText}</p>
        </EmptyState>
      ) : (
        <div className={styles.list}>
          {page.cases.map((one) => (
            <CaseLine key={one.caseId} aCase={one} today={today} level={2} />
          ))}
        </div>
      )}
      {more && <Anchor href={more}>{say.more}</Anchor>}
    </>
  )
}
