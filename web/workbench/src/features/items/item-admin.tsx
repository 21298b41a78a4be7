import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ItemAdminView, RunningRule } from '@yiwang/server/contract/catalogue'
import { Button, Card, DateField, NoticePanel, RadioGroup, TextArea, TextField, useSay } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { dayText } from '../../shared/dates.ts'
import { useKeptText } from '../../shared/kept-text.tsx'
import { sharedMessages } from '../../shared/messages.ts'
import frame from '../../shared/page-frame.module.css'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { useToday } from '../../shared/today.ts'
import { itemsMessages as say } from './messages.ts'

type Act = keyof ItemAdminView['abilities']
const acts: readonly Act[] = ['suspend', 'resume', 'abolish']
/** What may become of running cases: of what is abolished nothing is held, for nothing resumes it. */
const RULES: Readonly<Record<Exclude<Act, 'resume'>, readonly RunningRule[]>> = {
  suspend: ['continue', 'hold', 'end'],
  abolish: ['continue', 'end'],
}

/** 暂停、恢复、取消: at once wherever the item runs. */
export function ItemAdmin({ itemId }: { itemId: string }) {
  const [act, setAct] = useState<Act>()
  const reading = useQuery({
    queryKey: ['item-admin', itemId],
    queryFn: ({ signal }) => api.catalogue.getItemAdmin({ itemId }, { signal }),
  })
  return (
    <Card title={say.manage}>
      <Loaded reading={reading} lines={3}>
        {(item) => (
          <div className={frame.stack}>
            <p className={frame.soft}>{item.isKeptUpstream ? say.keptUpstream : say.manageText}</p>
            {item.upcoming && (
              <NoticePanel
                tone="soon"
                title={say.upcoming(say.states[item.upcoming.state], dayText(item.upcoming.effectiveOn, ''))}
              />
            )}
            {act === undefined ? (
              <div className={frame.line}>
                {acts
                  .filter((one) => item.abilities[one])
                  .map((one) => (
                    <Button key={one} look={one === 'abolish' ? 'risk' : 'plain'} onClick={() => setAct(one)}>
                      {say.acts[one]}
                    </Button>
                  ))}
              </div>
            ) : (
              <StateForm key={act} item={item} act={act} onClose={() => setAct(undefined)} />
            )}
          </div>
        )}
      </Loaded>
    </Card>
  )
}

function StateForm({ item, act, onClose }: { item: ItemAdminView; act: Act; onClose(): void }) {
  const queries = useQueryClient()
  const tell = useSay()
  const today = useToday()
  const basis = useKeptText(`${item.itemId} ${act}`)
  const [rest, setRest] = useState({ documentNo: '', effectiveOn: today, runningCases: '' })
  const [rule, setRule] = useState<RunningRule>('continue')
  const [isAsked, setAsked] = useState(false)
  const change = useMutation({
    mutationFn: () => send(act, { item, basis: basis.text.trim(), rule, ...rest }),
    onSuccess: async () => {
      await Promise.all(['item', 'items', 'item-admin'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
      basis.forget()
      tell(say.done(item.name))
      onClose()
    },
    onError: () => void queries.invalidateQueries({ queryKey: ['item-admin', item.itemId] }),
  })
  const isClauseMissing = act !== 'resume' && rest.runningCases.trim().length < 2
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setAsked(true)
    if (basis.text.trim().length >= 2 && rest.effectiveOn !== '' && !isClauseMissing) change.mutate()
  }
  const set = (field: keyof typeof rest) => (event: { target: { value: string } }) =>
    setRest({ ...rest, [field]: event.target.value })
  return (
    <form className={frame.stack} aria-label={say.acts[act]} noValidate onSubmit={submit}>
      <h3>{say.acts[act]}</h3>
      <Refusal error={change.error} />
      <TextArea
        id="state-basis"
        label={say.basis}
        help={say.basisHelp}
        maxLength={2000}
        value={basis.text}
        error={isAsked && basis.text.trim().length < 2 ? say.mustSay : undefined}
        onChange={(event) => basis.setText(event.target.value)}
      />
      <TextField
        id="state-document"
        label={say.documentNo}
        optional
        width="half"
        maxLength={100}
        value={rest.documentNo}
        onChange={set('documentNo')}
      />
      <DateField
        id="state-effective"
        label={say.effectiveOn}
        min={today}
        value={rest.effectiveOn}
        error={isAsked && rest.effectiveOn === '' ? say.mustDate : undefined}
        onChange={set('effectiveOn')}
      />
      {act !== 'resume' && (
        <RadioGroup
          id="state-rule"
          name="rule"
          label={say.runningRule}
          help={say.runningRuleHelp[rule]}
          choices={RULES[act].map((one) => ({ value: one, label: say.runningRules[one] }))}
          value={rule}
          onChange={({ target }) => setRule(RULES[act].find((one) => one === target.value) ?? rule)}
        />
      )}
      {act !== 'resume' && (
        <TextField
          id="state-running"
          label={say.runningCases}
          help={say.runningCasesHelp}
          maxLength={1000}
          value={rest.runningCases}
          error={isAsked && isClauseMissing ? say.mustClause : undefined}
          onChange={set('runningCases')}
        />
      )}
      <div className={frame.line}>
        <Button type="submit" look={act === 'abolish' ? 'risk' : 'main'} busy={change.isPending}>
          {say.confirm[act]}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {sharedMessages.cancel}
        </Button>
      </div>
    </form>
  )
}

interface StateChange {
  item: ItemAdminView
  basis: string
  documentNo: string
  effectiveOn: string
  runningCases: string
  rule: RunningRule
}

function send(act: Act, change: StateChange): Promise<ItemAdminView> {
  const { item, basis, effectiveOn, rule } = change
  const documentNo = change.documentNo.trim()
  const shared = {
    itemId: item.itemId,
    version: item.version,
    basis,
    effectiveOn,
    ...(documentNo === '' ? {} : { documentNo }),
  }
  if (act === 'resume') return api.catalogue.resumeItem(shared)
  const full = { ...shared, runningCases: change.runningCases.trim() }
  if (act === 'suspend') return api.catalogue.suspendItem({ ...full, runningRule: rule })
  return api.catalogue.abolishItem({ ...full, runningRule: rule === 'end' ? 'end' : 'continue' })
}
