import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ItemAdjustment, Takeover } from '@yiwang/server/contract/catalogue'
import { Button, Card, DateField, Select, useSay } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../shared/api.ts'
import frame from '../../shared/page-frame.module.css'
import { Refusal } from '../../shared/page-states.tsx'
import { useToday } from '../../shared/today.ts'
import { WithReason } from '../../shared/with-reason.tsx'
import { DocumentFields, NO_DOCUMENT, isWhole, tidy } from './document-fields.tsx'
import { adjustmentMessages as say } from './messages.ts'

interface TakeOverFormProps {
  adjustment: ItemAdjustment
  takeover: Takeover
}

/** 承接 by a document of the organ's own, or a reason why not. */
export function TakeOverForm({ adjustment, takeover }: TakeOverFormProps) {
  const { adjustmentId } = adjustment
  const { organizationId, organizationName, version } = takeover
  const today = useToday()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const tell = useSay()
  const earliest = adjustment.effectiveOn > today ? adjustment.effectiveOn : today
  const [document, setDocument] = useState(NO_DOCUMENT)
  const [rest, setRest] = useState({ effectiveOn: earliest, itemId: '' })
  const [isAsked, setAsked] = useState(false)
  const refresh = () =>
    Promise.all(['item', 'inbox', 'item-drafts'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
  const takeOver = useMutation({
    mutationFn: () =>
      api.catalogue.takeOver({
        ...{ adjustmentId, organizationId, version, effectiveOn: rest.effectiveOn },
        document: tidy(document),
        ...(rest.itemId !== '' && { itemId: rest.itemId }),
      }),
    onSuccess: async ({ draftId }) => {
      await refresh()
      await navigate(`/items/drafts/${draftId}`)
    },
  })
  const decline = useMutation({
    mutationFn: (reason: string) => api.catalogue.declineTakeover({ adjustmentId, organizationId, version, reason }),
    onSuccess: async () => {
      tell(say.declined)
      await refresh()
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setAsked(true)
    if (isWhole(document) && rest.effectiveOn !== '') takeOver.mutate()
  }
  return (
    <Card title={`${say.takeOver}：${organizationName}`}>
      <div className={frame.stack}>
        <form className={frame.stack} aria-label={say.takeOver} noValidate onSubmit={submit}>
          <p className={frame.soft}>{say.takeOverText}</p>
          <Refusal error={takeOver.error ?? decline.error} />
          <DocumentFields id="takeover" document={document} isAsked={isAsked} onChange={setDocument} />
          <DateField
            id="takeover-effective"
            label={say.effectiveOn}
            min={earliest}
            value={rest.effectiveOn}
            error={isAsked && rest.effectiveOn === '' ? say.must : undefined}
            onChange={(event) => setRest({ ...rest, effectiveOn: event.target.value })}
          />
          <Existing
            organizationId={organizationId}
            itemId={rest.itemId}
            onChoose={(itemId) => setRest({ ...rest, itemId })}
          />
          <div>
            <Button type="submit" look="main" busy={takeOver.isPending}>
              {say.takeOver}
            </Button>
          </div>
        </form>
        <div>
          <WithReason
            act={say.decline}
            label={say.declineLabel(organizationName)}
            isBusy={decline.isPending}
            onSend={(reason) => decline.mutate(reason)}
          />
        </div>
      </div>
    </Card>
  )
}

interface ExistingProps {
  organizationId: string
  itemId: string
  onChoose(itemId: string): void
}

/** An item that the organ has already; none of them, and a new one begins. */
function Existing({ organizationId, itemId, onChoose }: ExistingProps) {
  const reading = useQuery({
    queryKey: ['item-library', 'of', organizationId],
    queryFn: ({ signal }) => api.catalogue.listLibrary({ organizationId, pageSize: 100 }, { signal }),
  })
  const own = (reading.data?.items ?? []).filter((one) => one.state !== 'abolished' && one.draft === undefined)
  return (
    <Select
      id="takeover-item"
      label={say.existing}
      placeholder={say.newItem}
      choices={own.map((one) => ({ value: one.itemId, label: `${one.name} ${one.code}` }))}
      value={itemId}
      onChange={(event) => onChoose(event.target.value)}
    />
  )
}
