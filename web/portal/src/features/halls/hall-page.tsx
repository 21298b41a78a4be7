import type { HallView } from '@yiwang/server/contract/organizations'
import { Button, Card, EmptyState, Facts, FloorPlan, NoticePanel, Table, Tag } from '@yiwang/ui'
import { Printer } from 'lucide-react'
import { type LoaderFunctionArgs, type MetaArgs, useLoaderData } from 'react-router'
import { answering } from '../../shared/errors/page-problem.ts'
import { hallMessages } from '../../shared/halls/messages.ts'
import { OpeningNow, RegularHours } from '../../shared/halls/opening-lines.tsx'
import { Page } from '../../shared/layout/page.tsx'
import { sharedMessages } from '../../shared/messages.ts'
import { pageMeta } from '../../shared/page-meta.ts'
import { portalOf } from '../../shared/portal-request.ts'
import { useHydrated } from '../../shared/use-hydrated.ts'
import styles from './halls.module.css'
import { hallsMessages as say } from './messages.ts'

export const loader = answering(async ({ context, params, url }: LoaderFunctionArgs) => {
  const { api } = portalOf(context)
  const hall = await api.organizations.getHall({ hallId: params.hallId ?? '' })
  return { hall, marked: url.searchParams.get('window') ?? undefined }
})

export function meta({ loaderData, matches }: MetaArgs<typeof loader>) {
  if (!loaderData) return []
  const { name, address, opening } = loaderData.hall
  return pageMeta(name, matches, { description: `${name}：${address}。${opening.today}。` })
}

export default function HallPage() {
  const { hall } = useLoaderData<typeof loader>()
  const crumbs = [
    { label: sharedMessages.home, href: '/' },
    { label: say.title, href: '/halls' },
  ]
  return (
    <Page title={hall.name} lead={<Lead hall={hall} />} crumbs={crumbs} aside={<Opening hall={hall} />}>
      {hall.floors.length === 0 ? (
        <EmptyState title={say.noPlan}>
          <p>{say.noPlanText}</p>
        </EmptyState>
      ) : (
        <div className={styles.stack}>
          {hall.floors.map((floor, place) => (
            <Floor key={floor.name} place={place} />
          ))}
          <Week hall={hall} />
        </div>
      )}
    </Page>
  )
}

function Lead({ hall }: { hall: HallView }) {
  return (
    <p className={styles.by}>
      {say.by(hall.organizationName)}
      {hall.isDemo && <Tag>{say.demo}</Tag>}
    </p>
  )
}

function Opening({ hall }: { hall: HallView }) {
  const isHydrated = useHydrated()
  const { address, phone, traffic } = hall
  const facts = [
    { name: say.facts.address, value: address },
    ...(hall.inUse ? [{ name: say.facts.hours, value: <RegularHours hall={hall} /> }] : []),
    ...(phone === undefined ? [] : [{ name: say.facts.phone, value: <a href={`tel:${phone}`}>{phone}</a> }]),
    ...(traffic === undefined ? [] : [{ name: say.facts.traffic, value: traffic }]),
  ]
  return (
    <Card title={say.opening} level={2}>
      {hall.inUse ? (
        <OpeningNow opening={hall.opening} />
      ) : (
        <NoticePanel tone="soon" title={say.out.title}>
          <p>{say.out.text}</p>
        </NoticePanel>
      )}
      <Facts facts={facts} />
      {isHydrated && (
        <Button look="quiet" icon={<Printer aria-hidden="true" />} onClick={() => window.print()}>
          {say.print}
        </Button>
      )}
    </Card>
  )
}

/** The plan, and the same in a table: who does not see the one reads the other. */
function Floor({ place }: { place: number }) {
  const { hall, marked } = useLoaderData<typeof loader>()
  const floor = hall.floors[place]
  if (!floor) return null
  const windows = hall.windows.filter((one) => one.floor === floor.name)
  const here = windows.find(({ number }) => number === marked)
  return (
    <section className={styles.card} aria-labelledby={`floor-${place + 1}`}>
      <h2 id={`floor-${place + 1}`} className={styles.title}>
        {floor.name}
      </h2>
      <FloorPlan
        floor={floor}
        title={here ? hallMessages.planOf(here.number, floor.name) : hallMessages.plan(floor.name)}
        words={hall.floorWords[place] ?? ''}
        marked={here?.number}
      />
      {here && <p>{hallMessages.marked(here.number)}</p>}
      {windows.length > 0 && (
        <Table
          caption={say.windows(floor.name)}
          captionHidden
          rows={windows}
          keyOf={({ number }) => number}
          columns={[
            { id: 'number', header: say.number, isRowHeader: true, cell: ({ number }) => say.numberOf(number) },
            { id: 'name', header: say.name, cell: ({ name }) => name ?? say.none },
            { id: 'zone', header: say.zone, cell: ({ zone }) => zone ?? say.none },
            { id: 'where', header: say.where, cell: ({ where }) => where },
          ]}
        />
      )}
    </section>
  )
}

function Week({ hall }: { hall: HallView }) {
  if (!hall.inUse) return null
  return (
    <section className={styles.card} aria-labelledby="week">
      <h2 id="week" className={styles.title}>
        {say.week}
      </h2>
      <Table
        caption={say.week}
        captionHidden
        rows={hall.opening.days}
        keyOf={({ date }) => date}
        columns={[
          { id: 'day', header: say.day, isRowHeader: true, cell: ({ day }) => day },
          { id: 'kind', header: say.kind, cell: kindOf },
          { id: 'hours', header: say.hours, cell: ({ hours }) => hours },
        ]}
      />
    </section>
  )
}

function kindOf({ kind, name, provisional }: HallView['opening']['days'][number]): string {
  if (provisional) return say.named(say.kinds[kind], say.provisional)
  return name === undefined ? say.kinds[kind] : say.named(say.kinds[kind], name)
}
