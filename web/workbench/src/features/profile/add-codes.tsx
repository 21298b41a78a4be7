import type { FactorsView } from '@yiwang/server/contract/identity'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, TextField } from '@yiwang/ui'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../shared/api.ts'
import { Loaded, Refusal } from '../../shared/page-states.tsx'
import styles from './factors.module.css'
import { profileMessages } from './messages.ts'

const say = profileMessages.factors

interface AddCodesProps {
  onAdded(view: FactorsView, words: string): void
  onClose(): void
}

/** 动态口令: the secret is shown once, as a square and as letters, and the first code confirms it. */
export function AddCodes({ onAdded, onClose }: AddCodesProps) {
  const [code, setCode] = useState('')
  const begun = useQuery({
    queryKey: ['my', 'totp'],
    queryFn: ({ signal }) => api.identity.beginTotp({}, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const add = useMutation({
    mutationFn: (ticket: string) => api.identity.addTotp({ label: say.codesLabel, ticket, code: code.trim() }),
    onSuccess: (view) => onAdded(view, say.added),
    onError: () => setCode(''),
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (begun.data) add.mutate(begun.data.ticket)
  }
  return (
    <form className={styles.parts} aria-label={say.addCodes} onSubmit={submit}>
      <Refusal error={add.error} />
      <Loaded reading={begun} lines={4}>
        {({ qrPath, secret }) => (
          <>
            <p>{say.codesText}</p>
            <QrSquare path={qrPath} />
            <p>
              {say.typeInstead} <code className={styles.secret}>{secret.match(/.{1,4}/g)?.join(' ')}</code>
            </p>
          </>
        )}
      </Loaded>
      <TextField
        id="first-code"
        label={say.firstCode}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        maxLength={6}
        width="half"
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <div className={styles.acts}>
        <Button type="submit" look="main" busy={add.isPending}>
          {say.confirm}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {say.cancel}
        </Button>
      </div>
    </form>
  )
}

/** Quiet zone of four modules, as ISO/IEC 18004 asks for. */
function QrSquare({ path }: { path: string }) {
  const size = 1 + Math.max(...[...path.matchAll(/M(\d+)/g)].map((match) => Number(match[1])))
  return (
    <svg
      className={styles.square}
      viewBox={`-4 -4 ${size + 8} ${size + 8}`}
      role="img"
      aria-label={say.qr}
      shapeRendering="crispEdges"
    >
      <rect x="-4" y="-4" width={size + 8} height={size + 8} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
