import { askPasskey, canUsePasskeys } from '@yiwang/client'
import type { GivenProof, PasskeyRequest, ProofKind } from '@yiwang/server/contract/identity'
import { useMutation } from '@tanstack/react-query'
import { Button, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { sharedMessages } from './messages.ts'
import { Refusal } from './page-states.tsx'
import styles from './sign-in-form.module.css'

const say = sharedMessages.factors

export type Proof = GivenProof & { password?: string }

export interface FactorFormProps {
  kinds: readonly ProofKind[]
  passkey?: PasskeyRequest | undefined
  act: string
  give(proof: Proof): Promise<void>
}

type TypedKind = Exclude<ProofKind, 'passkey'>

/** One proof of who sits there, by whatever they have: the second step of a sign-in, or once more before signing. */
export function FactorForm({ kinds, passkey, act, give }: FactorFormProps) {
  const typed = kinds.filter((kind): kind is TypedKind => kind !== 'passkey')
  const [kind, setKind] = useState<TypedKind | undefined>(typed[0])
  const [text, setText] = useState('')
  const giving = useMutation({ mutationFn: give, onError: () => setText('') })
  const others = typed.filter((one) => one !== kind)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (kind !== undefined) giving.mutate(proofOf(kind, text))
  }
  const usePasskey = useMutation({
    mutationFn: async (request: PasskeyRequest) => give({ passkey: await askPasskey(request) }),
  })
  return (
    <form className={styles.form} onSubmit={submit}>
      <Refusal error={giving.error ?? usePasskey.error} />
      {passkey !== undefined && canUsePasskeys() && (
        <Button look="main" wide busy={usePasskey.isPending} onClick={() => usePasskey.mutate(passkey)}>
          {say.usePasskey}
        </Button>
      )}
      {kind !== undefined && (
        <>
          <TextField {...fieldOf(kind)} required value={text} onChange={(event) => setText(event.target.value)} />
          <Button type="submit" look={passkey === undefined ? 'main' : 'plain'} wide busy={giving.isPending}>
            {act}
          </Button>
        </>
      )}
      {others.map((other) => (
        <Button key={other} look="quiet" onClick={() => setKind(other)}>
          {say.instead[other]}
        </Button>
      ))}
    </form>
  )
}

function fieldOf(kind: TypedKind) {
  const shared = { id: `proof-${kind}`, name: kind, label: say.fields[kind] }
  if (kind === 'password') return { ...shared, type: 'password', autoComplete: 'current-password' }
  if (kind === 'totp')
    return { ...shared, inputMode: 'numeric' as const, autoComplete: 'one-time-code', maxLength: 6, help: say.codeHelp }
  return { ...shared, autoComplete: 'off', maxLength: 20, help: say.recoveryHelp }
}

function proofOf(kind: TypedKind, text: string): Proof {
  if (kind === 'password') return { password: text }
  return kind === 'totp' ? { code: text.trim() } : { recoveryCode: text.trim() }
}
