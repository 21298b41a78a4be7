import { useQuery } from '@tanstack/react-query'
import type { DraftView } from '@yiwang/server/contract/catalogue'
import { Card } from '@yiwang/ui'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { DifferenceTable } from './difference-table.tsx'
import styles from './item-drafts.module.css'
import { layerMessages as say } from './layer-messages.ts'

/** 基本目录改了什么, between the version on which the item stands and the one on which its draft does. */
export function UpdateFromAbove({ draft: { parent, parentVersion } }: { draft: DraftView }) {
  if (parent?.takenVersion === undefined || parentVersion === undefined) return null
  return <Changes baseId={parent.itemId} from={parent.takenVersion} to={parentVersion} />
}

function Changes({ baseId, from, to }: { baseId: string; from: number; to: number }) {
  const reading = useQuery({
    queryKey: ['item-differences', baseId, from, to],
    queryFn: ({ signal }) => api.catalogue.compareItemVersions({ itemId: baseId, from, to }, { signal }),
  })
  return (
    <Card title={say.updateTitle}>
      <p className={styles.soft}>{say.updateText(from, to)}</p>
      <Loaded reading={reading} lines={3}>
        {({ differences }) => <DifferenceTable differences={differences} />}
      </Loaded>
    </Card>
  )
}
