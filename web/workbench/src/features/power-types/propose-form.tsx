import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { PowerTypeChangeKind, PowerTypeView } from '@yiwang/server/contract/catalogue'
import { Button, Card, RadioGroup, Select, TextArea, TextField, useSay } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { Refusal } from '../../shared/page-states.tsx'
import { powerTypeMessages as say } from './messages.ts'
import styles from './power-types.module.css'

const KINDS = Object.keys(say.kinds) as PowerTypeChangeKind[]
const BLANK = { key: '', code: '', title: '', abbreviation: '', isPower: true, reason: '' }

/** 提出变更: what was typed stays until it is taken. */
export function ProposeForm({ types }: { types: readonly PowerTypeView[] }) {
  const [kind, setKind] = useState<PowerTypeChangeKind>('declare')
  const [typed, setTyped] = useState(BLANK)
  const set = (more: Partial<typeof BLANK>) => setTyped({ ...typed, ...more })
  const { isPending, error, mutate } = usePropose(() => setTyped(BLANK))
  const isWritten = kind === 'declare' || kind === 'change'
  const offered = types.filter((one) => !one.isStandard && one.isRetired === (kind === 'restore'))
  const choose = (key: string) => {
    const { code = '', title = '', abbreviation = '', isPower = true } = offered.find((one) => one.key === key) ?? {}
    set({ key, code, title, abbreviation, isPower })
  }
  return (
    <Card title={say.form}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          mutate({ kind, ...typed })
        }}
      >
        <RadioGroup
          id="type-kind"
          name="type-kind"
          label={say.kind}
          inline
          choices={KINDS.map((one) => ({ value: one, label: say.kinds[one] }))}
          value={kind}
          onChange={({ target }) => {
            setKind(KINDS.find((one) => one === target.value) ?? 'declare')
            set({ ...BLANK, reason: typed.reason })
          }}
        />
        {kind !== 'declare' && (
          <Select
            id="type-key"
            label={say.type}
            choices={offered.map((one) => ({ value: one.key, label: `${one.code} ${one.title}` }))}
            value={typed.key}
            onChange={({ target }) => choose(target.value)}
          />
        )}
        {isWritten && <Words typed={typed} onChange={set} />}
        <TextArea
          id="type-reason"
          label={say.reason}
          help={say.reasonHelp}
          rows={2}
          maxLength={500}
          value={typed.reason}
          onChange={({ target }) => set({ reason: target.value })}
        />
        <Refusal error={error} />
        <div>
          <Button type="submit" busy={isPending}>
            {say.send}
          </Button>
        </div>
      </form>
    </Card>
  )
}

function usePropose(onDone: () => void) {
  const queries = useQueryClient()
  const tell = useSay()
  return useMutation({
    mutationFn: ({ kind, key, reason, ...words }: typeof BLANK & { kind: PowerTypeChangeKind }) =>
      api.catalogue.proposePowerType({
        ...{ kind, reason },
        ...(kind !== 'declare' && { key }),
        ...((kind === 'declare' || kind === 'change') && words),
      }),
    onSuccess: async () => {
      onDone()
      tell(say.sent)
      await queries.invalidateQueries({ queryKey: ['power-type-changes'] })
    },
  })
}

function Words({ typed, onChange }: { typed: typeof BLANK; onChange(more: Partial<typeof BLANK>): void }) {
  return (
    <>
      <TextField
        id="type-code"
        label={say.code}
        help={say.codeHelp}
        width="short"
        inputMode="numeric"
        maxLength={2}
        value={typed.code}
        onChange={({ target }) => onChange({ code: target.value.trim() })}
      />
      <TextField
        id="type-title"
        label={say.name}
        maxLength={30}
        value={typed.title}
        onChange={({ target }) => onChange({ title: target.value })}
      />
      <TextField
        id="type-abbreviation"
        label={say.abbreviation}
        help={say.abbreviationHelp}
        width="short"
        maxLength={4}
        value={typed.abbreviation}
        onChange={({ target }) => onChange({ abbreviation: target.value.toUpperCase() })}
      />
      <RadioGroup
        id="type-lists"
        name="type-lists"
        label={say.lists}
        help={say.listsHelp}
        inline
        choices={[
          { value: 'yes', label: say.yes },
          { value: 'no', label: say.no },
        ]}
        value={typed.isPower ? 'yes' : 'no'}
        onChange={({ target }) => onChange({ isPower: target.value === 'yes' })}
      />
    </>
  )
}
