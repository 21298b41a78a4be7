import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Card, LinkButton } from '@yiwang/ui'
import { Link, useNavigate } from 'react-router'
import { api } from '../../shared/api.ts'
import { dayText } from '../../shared/dates.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { usePermit } from '../../shared/session.tsx'
import { useToday } from '../../shared/today.ts'
import styles from './item-drafts.module.css'
import { draftsMessages as say } from './messages.ts'
import { RunningCases } from './running-cases.tsx'

/** Below an item's page: its versions and what changed between them, the draft in which it is being changed, cases that run. */
export function ItemVersions({ itemId }: { itemId: string }) {
  const seesLibrary = usePermit('catalogue.library')
  const canCount = usePermit('cases.countByItem')
  const today = useToday()
  const reading = useQuery({
    queryKey: ['item', itemId, 'current'],
    queryFn: ({ signal }) => api.catalogue.getItem({ itemId }, { signal }),
  })
  return (
    <div className={styles.stack}>
      <Card title={say.versions}>
        <Loaded reading={reading} lines={2}>
          {({ versions }) => (
            <>
              <ul>
                {versions.map(({ version, effectiveOn }) => (
                  <li key={version}>{say.versionFrom(version, dayText(effectiveOn, today))}</li>
                ))}
              </ul>
              {versions.length > 1 && <LinkButton href={`/items/${itemId}/differences`}>{say.compare}</LinkButton>}
            </>
          )}
        </Loaded>
        {seesLibrary && <Change itemId={itemId} />}
      </Card>
      {canCount && <RunningCases itemId={itemId} />}
    </div>
  )
}

/** The draft that is open, or the beginning of one. */
function Change({ itemId }: { itemId: string }) {
  const canDraft = usePermit('catalogue.draft')
  const navigate = useNavigate()
  const reading = useQuery({
    queryKey: ['item-drafts', 'of', itemId],
    queryFn: ({ signal }) => api.catalogue.listItemDrafts({ itemId, state: 'open' }, { signal }),
  })
  const begin = useMutation({
    mutationFn: () => api.catalogue.createItemDraft({ itemId }),
    onSuccess: ({ draftId }) => navigate(`/items/drafts/${draftId}`),
  })
  const open = reading.data?.drafts[0]
  if (open) {
    return (
      <p>
        {say.beingChanged(say.states[open.state])} <Link to={`/items/drafts/${open.draftId}`}>{say.toDraft}</Link>
      </p>
    )
  }
  if (!canDraft || reading.data === undefined) return null
  return (
    <div className={styles.stack}>
      <Refusal error={begin.error} />
      <div>
        <Button busy={begin.isPending} onClick={() => begin.mutate()}>
          {say.changeItem}
        </Button>
      </div>
    </div>
  )
}
