import { type ChangeEvent, useId } from 'react'
import { useHydrated } from '../../shared/use-hydrated.ts'
import styles from './certificate-page.module.css'

/** Puts what a file holds into a field: text as it is, anything else in base64. Needs scripts, so it appears when they run. */
export function ReadFile({ label, target }: { label: string; target: string }) {
  const isHydrated = useHydrated()
  const id = useId()
  if (!isHydrated) return null
  return (
    <div className={styles.read}>
      <label htmlFor={id}>{label}</label>
      <input type="file" id={id} onChange={(event) => void readInto(event, target)} />
    </div>
  )
}

async function readInto(event: ChangeEvent<HTMLInputElement>, target: string): Promise<void> {
  const file = event.target.files?.[0]
  const field = document.getElementById(target)
  if (!file || !(field instanceof HTMLTextAreaElement)) return
  const bytes = new Uint8Array(await file.arrayBuffer())
  const isText = bytes.every((byte) => byte === 9 || byte === 10 || byte === 13 || (byte >= 32 && byte < 127))
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  field.value = isText ? characters : btoa(characters)
}
