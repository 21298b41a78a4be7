import { PasskeyTrouble } from '@yiwang/client'
import { useState } from 'react'
import { passkeyMessages as say } from './messages.ts'

/** A step that waits for somebody's finger: whether it waits, and why it came to nothing. */
export function usePasskeyStep(run: () => Promise<void>): {
  isBusy: boolean
  trouble: string | undefined
  begin(): void
} {
  const [isBusy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string>()
  const begin = () => {
    setBusy(true)
    setTrouble(undefined)
    run()
      .catch((error: unknown) => setTrouble(error instanceof PasskeyTrouble ? error.message : say.unreachable))
      .finally(() => setBusy(false))
  }
  return { isBusy, trouble, begin }
}
