import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import type { Attachment } from '@yiwang/server/contract/catalogue'
import { Button, Card, EmptyState, NoticePanel, Pagination, Table } from '@yiwang/ui'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { SearchForm } from '../../shared/search-form.tsx'
import { attachMessages as say } from './attach-messages.ts'
import { DifferenceTable } from './difference-table.tsx'
import styles from './item-drafts.module.css'

const pageSize = 10

/** 挂接: to which base item an item belongs that was there before it, and what that changes. */
export function AttachPage() {
  const { itemId = '' } = useParams()
  const [params] = useSearchParams()
  const baseId = params.get('base') ?? ''
  const reading = useQuery({
    queryKey: ['item', itemId, 'current'],
    queryFn: ({ signal }) => api.catalogue.getItem({ itemId }, { signal }),
  })
  return (
    <div className={styles.page}>
      <p>
        <Link to={`/items/${itemId}`}>{say.back}</Link>
      </p>
      <h1>{say.title}</h1>
      <Loaded reading={reading}>
        {(item) => (
          <>
            <p>
              {item.name} <span className={styles.soft}>{item.code}</span>
            </p>
            <p className={styles.soft}>{say.intro}</p>
            {baseId === '' ? (
              <BaseChoice itemId={itemId} guess={item.catalogCode ?? item.name.replace(/[（(].*$/, '')} />
            ) : (
              <Comparison itemId={itemId} baseId={baseId} />
            )}
          </>
        )}
      </Loaded>
    </div>
  )
}

/** By code or name; what the item says itself is looked for first. */
function BaseChoice({ itemId, guess }: { itemId: string; guess: string }) {
  const [params, setParams] = useSearchParams()
  const q = params.get('q') ?? guess
  const page = Math.max(Number(params.get('page') ?? 1) || 1, 1)
  const reading = useQuery({
    queryKey: ['base-items', q, '', page, pageSize],
    queryFn: ({ signal }) => api.catalogue.listBaseItems({ page, pageSize, ...(q === '' ? {} : { q }) }, { signal }),
    placeholderData: keepPreviousData,
  })
  const hrefFor = (to: number) => `/items/${itemId}/attach?${new URLSearchParams({ q, page: String(to) })}`
  return (
    <Card title={say.choose}>
      <div className={styles.stack}>
        <SearchForm
          key={q}
          label={say.search}
          placeholder={say.searchPlaceholder}
          button={say.find}
          text={q}
          onFind={(text) => setParams({ q: text })}
        />
        <Loaded reading={reading} lines={3}>
          {({ items, total }) =>
            items.length === 0 ? (
              <EmptyState title={say.empty}>
                <p>{say.emptyText}</p>
              </EmptyState>
            ) : (
              <>
                <Table
                  caption={say.choose}
                  captionHidden
                  rows={items}
                  keyOf={(one) => one.itemId}
                  columns={[
                    {
                      id: 'name',
                      header: say.name,
                      isRowHeader: true,
                      cell: (one) => <Link to={`/items/${itemId}/attach?base=${one.itemId}`}>{one.name}</Link>,
                    },
                    { id: 'code', header: say.code, cell: (one) => one.code },
                    { id: 'issuer', header: say.issuer, cell: (one) => one.organizationName },
                  ]}
                />
                <Pagination page={page} pages={Math.ceil(total / pageSize)} hrefFor={hrefFor} />
              </>
            )
          }
        </Loaded>
      </div>
    </Card>
  )
}

function Comparison({ itemId, baseId }: { itemId: string; baseId: string }) {
  const reading = useQuery({
    queryKey: ['item', itemId, 'attachment', baseId],
    queryFn: ({ signal }) => api.catalogue.getAttachment({ itemId, baseId }, { signal }),
  })
  return (
    <>
      <p>
        <Link to={`/items/${itemId}/attach`}>{say.another}</Link>
      </p>
      <Loaded reading={reading}>
        {(attachment) => (
          <>
            <Sides attachment={attachment} />
            <Begin itemId={itemId} baseId={baseId} />
          </>
        )}
      </Loaded>
    </>
  )
}

function Sides({ attachment: { base, locked, tightened, looser } }: { attachment: Attachment }) {
  return (
    <>
      <p>
        {say.to}
        <Link to={`/items/${base.itemId}`}>{base.name}</Link>{' '}
        <span className={styles.soft}>
          {base.code} · {base.organizationName} · {say.version(base.version)}
        </span>
      </p>
      <Card title={say.locked}>
        <p className={styles.soft}>{say.lockedText}</p>
        {locked.length === 0 ? <p>{say.lockedNone}</p> : <DifferenceTable differences={locked} />}
      </Card>
      <Card title={say.tightened}>
        <p className={styles.soft}>{say.tightenedText}</p>
        {looser.length > 0 && (
          <NoticePanel tone="soon" title={say.looser(looser.length)}>
            <ul>
              {looser.map(({ place, message }) => (
                <li key={`${place} ${message}`}>
                  {place}：{message}
                </li>
              ))}
            </ul>
          </NoticePanel>
        )}
        {tightened.length === 0 ? <p>{say.tightenedNone}</p> : <DifferenceTable differences={tightened} />}
      </Card>
    </>
  )
}

function Begin({ itemId, baseId }: { itemId: string; baseId: string }) {
  const navigate = useNavigate()
  const attach = useMutation({
    mutationFn: () => api.catalogue.attachItem({ itemId, baseId }),
    onSuccess: ({ draftId }) => navigate(`/items/drafts/${draftId}`),
  })
  return (
    <div className={styles.stack}>
      <p>{say.beginText}</p>
      <Refusal error={attach.error} />
      <div>
        <Button look="main" busy={attach.isPending} onClick={() => attach.mutate()}>
          {say.begin}
        </Button>
      </div>
    </div>
  )
}
