import { Tag } from '@yiwang/ui'
import { type LoaderFunctionArgs, type MetaArgs, useLoaderData } from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import { Page } from '../../shared/layout/page.tsx'
import { sharedMessages } from '../../shared/messages.ts'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { qrOf } from '../../shared/qr.server.ts'
import { HandDowns } from './hand-downs.tsx'
import { GuideAside } from './guide-aside.tsx'
import { GuideSections } from './guide-sections.tsx'
import styles from './guide.module.css'
import { limitsSentence } from './item-words.ts'
import { guideMessages as say } from './messages.ts'
import { situationOf } from './situation.ts'

export const loader = answering(async ({ context, params, url }: LoaderFunctionArgs) => {
  const { api, visit } = portalOf(context)
  const version = Number(url.searchParams.get('version')) || undefined
  const itemId = params.itemId ?? ''
  const [item, use] = await Promise.all([
    api.catalogue.getItem({ itemId, ...(version && { version }) }),
    api.cases.getItemUse({ itemId }),
  ])
  const situation = situationOf(item, url.searchParams)
  return { item, use, situation, qr: qrOf(new URL(`${url.pathname}${situation.query}`, visit.site.publicUrl).href) }
})

export function meta({ loaderData, matches }: MetaArgs<typeof loader>) {
  if (!loaderData) return []
  const { item } = loaderData
  const title = item.plainName ?? item.name
  return pageMeta(title, matches, {
    description: `${title}：${limitsSentence(item)}。${say.by(item.organizationName)}。`,
  })
}

export default function GuidePage() {
  const { item, use, situation, qr } = useLoaderData<typeof loader>()
  const crumbs = [
    { label: sharedMessages.home, href: '/' },
    { label: say.crumb, href: '/search' },
  ]
  return (
    <Page
      title={item.plainName ?? item.name}
      lead={<Lead item={item} />}
      crumbs={crumbs}
      aside={<GuideAside item={item} use={use} qr={qr} query={situation.query} />}
    >
      <GuideSections item={item} situation={situation} />
    </Page>
  )
}

function Lead({ item }: Pick<Awaited<ReturnType<typeof loader>>, 'item'>) {
  return (
    <>
      {item.plainName && item.plainName !== item.name && <p>{say.legalName(item.name)}</p>}
      <p className={styles.by}>
        {say.by(item.organizationName)}
        {item.isDemo && <Tag>{say.demo}</Tag>}
      </p>
      <HandDowns item={item} />
    </>
  )
}
