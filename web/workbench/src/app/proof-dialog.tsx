import { useQuery } from '@tanstack/react-query'
import { Button, Dialog } from '@yiwang/ui'
import { useEffect, useState } from 'react'
import { api, askForProofWith } from '../shared/api.ts'
import { FactorForm } from '../shared/factor-form.tsx'
import { sharedMessages } from '../shared/messages.ts'
import { Loaded } from '../shared/page-states.tsx'
import styles from './frame.module.css'

const say = sharedMessages.factors

interface Asked {
  count: number
  answer(isProved: boolean): void
}

/** Stands over whatever page asked for a signature; the act waits for the answer and then goes on by itself. */
export function ProofDialog() {
  const [asked, setAsked] = useState<Asked>()
  useEffect(() => {
    let count = 0
    return askForProofWith(
      () =>
        new Promise((answer) => {
          count += 1
          setAsked({ count, answer })
        }),
    )
  }, [])
  const close = (isProved: boolean) => {
    asked?.answer(isProved)
    setAsked(undefined)
  }
  return (
    <Dialog title={say.proofTitle} isOpen={asked !== undefined} onClose={() => close(false)} mustAnswer>
      <p className={styles.dialogText}>{say.proofText}</p>
      {asked !== undefined && <ProofForm key={asked.count} onProved={() => close(true)} />}
      <Button look="quiet" onClick={() => close(false)}>
        {sharedMessages.cancel}
      </Button>
    </Dialog>
  )
}

function ProofForm({ onProved }: { onProved(): void }) {
  const reading = useQuery({
    queryKey: ['proof'],
    queryFn: ({ signal }) => api.identity.getProofOptions({}, { signal }),
    staleTime: 0,
    gcTime: 0,
  })
  return (
    <Loaded reading={reading} lines={3}>
      {({ kinds, passkey }) => (
        <FactorForm
          kinds={kinds}
          passkey={passkey}
          act={say.proofAct}
          give={async ({ password, code, passkey: shown }) => {
            await api.identity.giveProof({
              ...(password !== undefined && { password }),
              ...(code !== undefined && { code }),
              ...(shown && { passkey: shown }),
            })
            onProved()
          }}
        />
      )}
    </Loaded>
  )
}
