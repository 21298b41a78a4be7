import { canUsePasskeys, makePasskey } from '@yiwang/client'
import type { FactorsView, FactorView } from '@yiwang/server/contract/identity'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Card, EmptyState, StateTag, TextField, useSay } from '@yiwang/ui'
import { KeyRound } from 'lucide-react'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { instantText } from '../../shared/dates.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import { sessionKey } from '../../shared/session.tsx'
import { AddCodes } from './add-codes.tsx'
import styles from './factors.module.css'
import { profileMessages } from './messages.ts'
import { RecoveryCodes } from './recovery-codes.tsx'

const say = profileMessages.factors
const factorsKey = ['my', 'factors'] as const

/** 登录因素: what one signs in with beside the password. */
export function FactorsCard() {
  const reading = useQuery({
    queryKey: factorsKey,
    queryFn: ({ signal }) => api.identity.listMyFactors({}, { signal }),
  })
  return (
    <Card title={say.title}>
      <Loaded reading={reading} lines={3}>
        {(view) => <Factors view={view} />}
      </Loaded>
    </Card>
  )
}

function Factors({ view }: { view: FactorsView }) {
  const [adding, setAdding] = useState<'passkey' | 'totp'>()
  const take = useTake(() => setAdding(undefined))
  const hasCodes = view.factors.some((factor) => factor.kind === 'totp')
  return (
    <div className={styles.parts}>
      <p>{view.isRequired ? say.required : say.text}</p>
      {view.factors.length === 0 ? (
        <EmptyState icon={<KeyRound aria-hidden="true" />} title={say.none} />
      ) : (
        <ul className={styles.list}>
          {view.factors.map((factor) => (
            <Factor key={factor.id} factor={factor} onChanged={take} />
          ))}
        </ul>
      )}
      {adding === undefined && (
        <div className={styles.acts}>
          {view.mayUsePasskeys && canUsePasskeys() && (
            <Button onClick={() => setAdding('passkey')}>{say.addPasskey}</Button>
          )}
          {view.mayUseCodes && !hasCodes && <Button onClick={() => setAdding('totp')}>{say.addCodes}</Button>}
        </div>
      )}
      {!view.mayUsePasskeys && <p className={styles.note}>{say.noPasskeys}</p>}
      {adding === 'passkey' && <AddPasskey onAdded={take} onClose={() => setAdding(undefined)} />}
      {adding === 'totp' && <AddCodes onAdded={take} onClose={() => setAdding(undefined)} />}
      {view.mayUseCodes && view.factors.length > 0 && <RecoveryCodes left={view.recoveryCodesLeft} />}
    </div>
  )
}

/** What an act on the factors answers stands on the page at once; the session may have grown by it. */
function useTake(then: () => void) {
  const queries = useQueryClient()
  const tell = useSay()
  return (view: FactorsView, words: string) => {
    queries.setQueryData(factorsKey, view)
    void queries.invalidateQueries({ queryKey: sessionKey })
    tell(words)
    then()
  }
}

type Take = (view: FactorsView, words: string) => void

function AddPasskey({ onAdded, onClose }: { onAdded: Take; onClose(): void }) {
  const [label, setLabel] = useState('')
  const add = useMutation({
    mutationFn: async () => {
      const credential = await makePasskey(await api.identity.beginPasskey())
      return api.identity.addPasskey({ label: label.trim(), credential })
    },
    onSuccess: (view) => onAdded(view, say.added),
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    add.mutate()
  }
  return (
    <form className={styles.parts} aria-label={say.addPasskey} onSubmit={submit}>
      <Refusal error={add.error} />
      <p>{say.passkeyText}</p>
      <TextField
        id="passkey-label"
        label={say.label}
        help={say.labelHelp}
        required
        maxLength={40}
        width="half"
        value={label}
        onChange={(event) => setLabel(event.target.value)}
      />
      <div className={styles.acts}>
        <Button type="submit" look="main" busy={add.isPending}>
          {say.create}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {say.cancel}
        </Button>
      </div>
    </form>
  )
}

function Factor({ factor, onChanged }: { factor: FactorView; onChanged: Take }) {
  const [label, setLabel] = useState<string>()
  const { id: factorId, version } = factor
  const rename = useMutation({
    mutationFn: (to: string) => api.identity.renameFactor({ factorId, version, label: to }),
    onSuccess: (view) => {
      setLabel(undefined)
      onChanged(view, say.renamed)
    },
  })
  const remove = useMutation({
    mutationFn: () => api.identity.removeFactor({ factorId, version }),
    onSuccess: (view) => onChanged(view, say.removed),
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (label?.trim()) rename.mutate(label.trim())
  }
  return (
    <li className={styles.factor}>
      <Refusal error={rename.error ?? remove.error} />
      <p className={styles.name}>
        <strong>{factor.label}</strong> {say.kinds[factor.kind]}{' '}
        {factor.isBlocked && <StateTag tone="red">{say.blocked}</StateTag>}
      </p>
      <p className={styles.note}>
        {say.since(instantText(factor.createdAt))}
        {factor.usedAt === undefined ? say.unused : say.used(instantText(factor.usedAt))}
      </p>
      {label === undefined ? (
        <div className={styles.acts}>
          <Button look="quiet" aria-label={say.renameOf(factor.label)} onClick={() => setLabel(factor.label)}>
            {say.rename}
          </Button>
          <Button
            look="quiet"
            aria-label={say.removeOf(factor.label)}
            busy={remove.isPending}
            onClick={() => remove.mutate()}
          >
            {say.remove}
          </Button>
        </div>
      ) : (
        <form className={styles.acts} onSubmit={submit}>
          <TextField
            id={`label-${factor.id}`}
            label={say.label}
            required
            maxLength={40}
            width="half"
            value={label}
            onChange={(event) => setLabel(event.target.value)}
          />
          <Button type="submit" busy={rename.isPending}>
            {say.save}
          </Button>
        </form>
      )}
    </li>
  )
}
