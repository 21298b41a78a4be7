import { useQuery } from '@tanstack/react-query'
import type { ItemGuide } from '@yiwang/server/contract/catalogue'
import { Card, Select } from '@yiwang/ui'
import { Link, useParams, useSearchParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { dayText } from '../../shared/dates.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { useToday } from '../../shared/today.ts'
import { DifferenceTable } from './difference-table.tsx'
import styles from './item-drafts.module.css'
import { draftsMessages as say } from './messages.ts'

/** 版本比较: any two versions of an item, the last two unless others are chosen. */
export function CompareVersionsPage() {
  const { itemId = '' } = useParams()
  const reading = useQuery({
    queryKey: ['item', itemId, 'current'],
    queryFn: ({ signal }) => api.catalogue.getItem({ itemId }, { signal }),
  })
  return (
    <div className={styles.page}>
      <p>
        <Link to={`/items/${itemId}`}>{say.compareBack}</Link>
      </p>
      <h1>{say.compareTitle}</h1>
      <Loaded reading={reading}>{(item) => <Comparison item={item} />}</Loaded>
    </div>
  )
}

function Comparison({ item }: { item: ItemGuide }) {
  const [params, setParams] = useSearchParams()
  const today = useToday()
  const [latest, before] = item.versions
  const from = Number(params.get('from') ?? before?.version)
  const to = Number(params.get('to') ?? latest?.version)
  const reading = useQuery({
    queryKey: ['item-differences', item.id, from, to],
    queryFn: ({ signal }) => api.catalogue.compareItemVersions({ itemId: item.id, from, to }, { signal }),
    enabled: before !== undefined,
  })
  if (before === undefined) return <p>{say.onlyOne}</p>
  const choices = item.versions.map(({ version, effectiveOn }) => ({
    value: String(version),
    label: say.versionFrom(version, dayText(effectiveOn, today)),
  }))
  const choose = (side: 'from' | 'to') => (event: { target: { value: string } }) =>
    setParams({ from: String(from), to: String(to), [side]: event.target.value })
  return (
    <>
      <p>{item.name}</p>
      <div className={styles.filters}>
        <Select id="older" label={say.older} choices={choices} value={String(from)} onChange={choose('from')} />
        <Select id="newer" label={say.newer} choices={choices} value={String(to)} onChange={choose('to')} />
      </div>
      <Card title={say.differences}>
        <Loaded reading={reading}>{({ differences }) => <DifferenceTable differences={differences} />}</Loaded>
      </Card>
    </>
  )
}
