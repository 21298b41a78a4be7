import { Anchor, Card, LinkButton, LinkTabs, SearchBox } from '@yiwang/ui'
import { Phone } from 'lucide-react'
import { type LoaderFunctionArgs, type MetaArgs, useLoaderData } from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { findSession } from '../../shared/session.ts'
import { findGroups, groupingOf } from './find-groups.ts'
import styles from './home.module.css'
import { homeMessages as say } from './messages.ts'
import { MyCases } from './my-cases.tsx'

export const loader = answering(async ({ context, url }: LoaderFunctionArgs) => {
  const portal = portalOf(context)
  const { jurisdiction: division, divisionName } = portal.visit.site
  const by = groupingOf(url.searchParams.get('by'))
  const [used, common, groups, session] = await Promise.all([
    portal.api.cases.listMostUsedItems({ division, limit: MOST_USED }),
    portal.api.catalogue.searchItems({ division, common: true, pageSize: MOST_COMMON }),
    findGroups(portal.api, division, by),
    findSession(portal),
  ])
  const isPerson = session.account?.kind === 'person'
  const mine = isPerson ? await portal.api.cases.listMyCases({ state: 'open', limit: 3 }) : undefined
  return {
    divisionName,
    by,
    common: commonly(used.items, common.items),
    groups,
    mine: mine?.cases,
    today: portal.visit.today,
  }
})

/** 大家常办: what is applied for most by the record, then what the departments call common. */
const MOST_USED = 6
const MOST_COMMON = 12

interface Named {
  readonly id: string
  readonly name: string
}

function commonly(
  used: readonly { itemId: string; name: string }[],
  common: readonly (Named & { plainName?: string | undefined })[],
): Named[] {
  const first = used.map(({ itemId, name }) => ({ id: itemId, name }))
  const rest = common.filter(({ id }) => !first.some((one) => one.id === id))
  return [...first, ...rest.map(({ id, name, plainName }) => ({ id, name: plainName ?? name }))].slice(0, MOST_COMMON)
}

export function meta({ loaderData, matches }: MetaArgs<typeof loader>) {
  return pageMeta(say.title, matches, { description: say.description(loaderData?.divisionName ?? '') })
}

export default function HomePage() {
  const { by, common, groups, mine, today } = useLoaderData<typeof loader>()
  return (
    <>
      <section className={styles.ask}>
        <div className={styles.askInner}>
          <h1>{say.question}</h1>
          <SearchBox
            action="/search"
            label={say.search}
            button={say.searchButton}
            placeholder={say.placeholder}
            size="large"
          />
        </div>
      </section>
      <div className={styles.body}>
        <div className={styles.main}>
          <Common items={common} />
          <section aria-labelledby="find-title" className={styles.block}>
            <h2 id="find-title">{say.find}</h2>
            <LinkTabs
              label={say.find}
              selected={by}
              tabs={(['person', 'organization', 'department', 'theme'] as const).map((id) => ({
                id,
                label: say.tabs[id],
                href: `/?by=${id}`,
              }))}
            />
            <Groups groups={groups} />
          </section>
        </div>
        <aside className={styles.aside}>
          <MyCases cases={mine} today={today} />
          <Card title={say.help.title} level={2}>
            <p>{say.help.text}</p>
            <LinkButton href="tel:12345" icon={<Phone aria-hidden="true" />}>
              {say.help.call}
            </LinkButton>
          </Card>
        </aside>
      </div>
    </>
  )
}

type HomeData = Awaited<ReturnType<typeof loader>>

function Common({ items }: { items: HomeData['common'] }) {
  return (
    <section aria-labelledby="common-title" className={styles.block}>
      <h2 id="common-title">{say.common}</h2>
      {items.length === 0 ? (
        <p>{say.commonNone}</p>
      ) : (
        <ul className={styles.common}>
          {items.map((item) => (
            <li key={item.id}>
              <Anchor href={`/items/${item.id}`}>{item.name}</Anchor>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Groups({ groups }: { groups: HomeData['groups'] }) {
  if (groups.length === 0) return <p>{say.themesNone}</p>
  return (
    <ul className={styles.groups}>
      {groups.map((group) => (
        <li key={group.href}>
          <Anchor href={group.href}>
            {group.title}
            <span className={styles.count}>{say.count(group.items)}</span>
          </Anchor>
        </li>
      ))}
    </ul>
  )
}
