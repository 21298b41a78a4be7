import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSay } from '@yiwang/ui'
import { api } from '../../shared/api.ts'
import { Refusal } from '../../shared/page-states.tsx'
import { WithReason } from '../../shared/with-reason.tsx'
import styles from './item-drafts.module.css'
import { layerMessages as say } from './layer-messages.ts'

/** 不采用更新, with a reason that whoever published it reads. */
export function DeclineUpdate({ itemId, version }: { itemId: string; version: number }) {
  const queries = useQueryClient()
  const tell = useSay()
  const decline = useMutation({
    mutationFn: (reason: string) => api.catalogue.declineUpdate({ itemId, version, reason }),
    onSuccess: async () => {
      tell(say.declined)
      const touched = ['item', 'item-draft', 'item-drafts', 'inbox', 'item-library']
      await Promise.all(touched.map((key) => queries.invalidateQueries({ queryKey: [key] })))
    },
  })
  return (
    <div className={styles.stack}>
      <Refusal error={decline.error} />
      <div>
        <WithReason
          act={say.decline}
          label={say.declineLabel(version)}
          isBusy={decline.isPending}
          onSend={(reason) => decline.mutate(reason)}
        />
      </div>
    </div>
  )
}
