import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AdjustmentKind, ItemGuide } from '@yiwang/server/contract/catalogue'
import { Button, CheckboxGroup, DateField, TextArea, TextField, useSay } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { api } from '../../shared/api.ts'
import { useKeptText } from '../../shared/kept-text.tsx'
import frame from '../../shared/page-frame.module.css'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { useToday } from '../../shared/today.ts'
import { DocumentFields, NO_DOCUMENT, isWhole, tidy } from './document-fields.tsx'
import { adjustmentMessages as say } from './messages.ts'

/** 提出下放、收回、取消, on a document. */
export function ProposePage() {
  const { itemId = '', kind: asked } = useParams()
  const kind: AdjustmentKind = asked === 'cancel' || asked === 'take-back' ? asked : 'hand-down'
  const reading = useQuery({
    queryKey: ['item', itemId, 'current'],
    queryFn: ({ signal }) => api.catalogue.getItem({ itemId }, { signal }),
  })
  return (
    <div className={frame.page}>
      <p>
        <Link to={`/items/${itemId}`}>{say.back}</Link>
      </p>
      <h1>{say.titles[kind]}</h1>
      <Loaded reading={reading}>
        {(item) => (
          <>
            <p>
              {item.name} <span className={frame.soft}>{item.code}</span>
            </p>
            <p className={frame.soft}>{say.intro[kind]}</p>
            {kind === 'hand-down' && <HandDown item={item} />}
            {kind === 'take-back' && <TakeBack item={item} />}
            {kind === 'cancel' && <ProposeForm item={item} kind={kind} choices={[]} />}
          </>
        )}
      </Loaded>
    </div>
  )
}

function HandDown({ item }: { item: ItemGuide }) {
  const reading = useQuery({
    queryKey: ['organizations', item.division],
    queryFn: ({ signal }) => api.organizations.listOrganizations({ division: item.division }, { signal }),
  })
  return (
    <Loaded reading={reading} lines={3}>
      {({ organizations }) => {
        const below = organizations.filter(({ division }) => division !== item.division)
        if (below.length === 0) return <p>{say.noRecipients}</p>
        return (
          <ProposeForm
            item={item}
            kind="hand-down"
            choices={below.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )
      }}
    </Loaded>
  )
}

/** From those who hold it, or may still take it over. */
function TakeBack({ item }: { item: ItemGuide }) {
  const reading = useQuery({
    queryKey: ['item', item.id, 'adjustments'],
    queryFn: ({ signal }) => api.catalogue.listAdjustments({ itemId: item.id }, { signal }),
  })
  return (
    <Loaded reading={reading} lines={3}>
      {({ adjustments }) => {
        const held = new Map(
          adjustments
            .filter((one) => one.kind === 'hand-down' && one.state === 'decided' && one.itemId === item.id)
            .flatMap(({ takeovers }) => takeovers.filter(({ state }) => state === 'offered' || state === 'taken-over'))
            .map((one) => [one.organizationId, say.holder(one.organizationName, say.takeoverStates[one.state])]),
        )
        if (held.size === 0) return <p>{say.noHolders}</p>
        return (
          <ProposeForm item={item} kind="take-back" choices={[...held].map(([value, label]) => ({ value, label }))} />
        )
      }}
    </Loaded>
  )
}

interface ProposeFormProps {
  item: ItemGuide
  kind: AdjustmentKind
  choices: readonly { value: string; label: string }[]
}

function ProposeForm({ item, kind, choices }: ProposeFormProps) {
  const today = useToday()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const tell = useSay()
  const reason = useKeptText(`${item.id} ${kind}`)
  const [document, setDocument] = useState(NO_DOCUMENT)
  const [rest, setRest] = useState({ effectiveOn: today, runningCases: '' })
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [isAsked, setAsked] = useState(false)
  const isChosen = kind === 'cancel' || chosen.length > 0
  const isSettled = kind === 'hand-down' || rest.runningCases.trim().length >= 2
  const propose = useMutation({
    mutationFn: () =>
      api.catalogue.proposeAdjustment({
        itemId: item.id,
        kind,
        document: tidy(document),
        effectiveOn: rest.effectiveOn,
        reason: reason.text.trim(),
        ...(kind !== 'hand-down' && { runningCases: rest.runningCases.trim() }),
        ...(kind !== 'cancel' && { organizationIds: [...chosen] }),
      }),
    onSuccess: async ({ adjustmentId }) => {
      reason.forget()
      tell(say.proposed)
      await Promise.all(['item', 'inbox'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
      await navigate(`/items/adjustments/${adjustmentId}`)
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setAsked(true)
    const isDone = isWhole(document) && isChosen && isSettled && rest.effectiveOn !== ''
    if (isDone && reason.text.trim().length >= 2) propose.mutate()
  }
  const toggle = ({ target: { value, checked } }: { target: { value: string; checked: boolean } }) =>
    setChosen(checked ? [...chosen, value] : chosen.filter((one) => one !== value))
  return (
    <form className={frame.stack} aria-label={say.titles[kind]} noValidate onSubmit={submit}>
      <Refusal error={propose.error} />
      <DocumentFields id="adjustment" document={document} isAsked={isAsked} onChange={setDocument} />
      {kind !== 'cancel' && (
        <CheckboxGroup
          id="adjustment-to"
          name="to"
          label={kind === 'take-back' ? say.holders : say.recipients}
          choices={choices}
          value={chosen}
          error={isAsked && !isChosen ? say.mustChoose : undefined}
          onChange={toggle}
        />
      )}
      <DateField
        id="adjustment-effective"
        label={say.effectiveOn}
        min={today}
        value={rest.effectiveOn}
        error={isAsked && rest.effectiveOn === '' ? say.must : undefined}
        onChange={(event) => setRest({ ...rest, effectiveOn: event.target.value })}
      />
      <TextArea
        id="adjustment-reason"
        label={say.reason}
        maxLength={1000}
        value={reason.text}
        error={isAsked && reason.text.trim().length < 2 ? say.must : undefined}
        onChange={(event) => reason.setText(event.target.value)}
      />
      {kind !== 'hand-down' && (
        <TextField
          id="adjustment-running"
          label={say.runningCases}
          help={say.runningCasesHelp}
          error={isAsked && !isSettled ? say.must : undefined}
          maxLength={1000}
          value={rest.runningCases}
          onChange={(event) => setRest({ ...rest, runningCases: event.target.value })}
        />
      )}
      <div>
        <Button type="submit" look="main" busy={propose.isPending}>
          {say.propose}
        </Button>
      </div>
    </form>
  )
}
