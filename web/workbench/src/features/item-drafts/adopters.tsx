import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type Adopter, Standing } from '@yiwang/server/contract/catalogue'
import { Card, Pagination, Select, StateTag, Table, type Tone } from '@yiwang/ui'
import { Link, useSearchParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import styles from './item-drafts.module.css'
import { layerMessages as say } from './layer-messages.ts'

const pageSize = 20
const STANDINGS = Standing.anyOf.map((one) => one.const)

/** 采用的部门: who stands on a base item, and whether they have its newest version. */
export function Adopters({ itemId }: { itemId: string }) {
  const [params, setParams] = useSearchParams()
  const page = Math.max(Number(params.get('adopters') ?? 1) || 1, 1)
  const standing = STANDINGS.find((one) => one === params.get('standing'))
  const reading = useQuery({
    queryKey: ['item', itemId, 'adopters', standing, page],
    queryFn: ({ signal }) =>
      api.catalogue.listAdopters(
        { itemId, page, pageSize, ...(standing === undefined ? {} : { standing }) },
        { signal },
      ),
    placeholderData: keepPreviousData,
  })
  const hrefFor = (to: number) => {
    const next = new URLSearchParams(params)
    next.set('adopters', String(to))
    return `/items/${itemId}?${next}`
  }
  return (
    <Card title={say.adopters}>
      <div className={styles.stack}>
        <Select
          id="adopter-standing"
          label={say.state}
          placeholder={say.anyState}
          choices={STANDINGS.map((one) => ({ value: one, label: say.standing[one] }))}
          value={standing ?? ''}
          onChange={(event) => setParams(event.target.value === '' ? {} : { standing: event.target.value })}
        />
        <Loaded reading={reading} lines={3}>
          {({ adopters, total }) =>
            adopters.length === 0 ? (
              <p className={styles.soft}>{standing === undefined ? say.noAdopters : say.noAdoptersSo}</p>
            ) : (
              <>
                <p className={styles.soft}>{say.totalAdopters(total)}</p>
                <AdopterTable adopters={adopters} />
                <Pagination page={page} pages={Math.ceil(total / pageSize)} hrefFor={hrefFor} />
              </>
            )
          }
        </Loaded>
      </div>
    </Card>
  )
}

const tones: Readonly<Record<Standing, Tone>> = {
  drafting: 'neutral',
  current: 'ok',
  waiting: 'soon',
  declined: 'stopped',
}

function AdopterTable({ adopters }: { adopters: readonly Adopter[] }) {
  return (
    <Table
      caption={say.adopters}
      captionHidden
      rows={adopters}
      keyOf={(one) => one.itemId}
      columns={[
        {
          id: 'department',
          header: say.department,
          isRowHeader: true,
          cell: (one) =>
            one.standing === 'drafting' ? (
              one.organizationName
            ) : (
              <Link to={`/items/${one.itemId}`}>{one.organizationName}</Link>
            ),
        },
        { id: 'place', header: say.region, cell: (one) => one.divisionName },
        { id: 'version', header: say.takes, align: 'end', cell: (one) => one.version ?? '—' },
        {
          id: 'state',
          header: say.state,
          cell: (one) => (
            <span>
              <StateTag tone={tones[one.standing]}>{say.standing[one.standing]}</StateTag>
              {one.reason !== undefined && <span className={styles.soft}> {one.reason}</span>}
            </span>
          ),
        },
        {
          id: 'draft',
          header: say.draft,
          cell: (one) =>
            one.draftId === undefined ? (
              '—'
            ) : (
              <Link to={`/items/drafts/${one.draftId}`} aria-label={say.openDraft(one.organizationName)}>
                {say.draft}
              </Link>
            ),
        },
      ]}
    />
  )
}
