import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'

interface KeptTexts {
  get(key: string): string
  set(key: string, text: string): void
}

const KeptContext = createContext<KeptTexts | undefined>(undefined)

/**
 * Text that was typed and not yet sent survives a closed panel, a stale version and an ended session. It is kept in
 * the memory of the page only, never in the browser's storage: opinions name people. Leaving the page asks first.
 */
export function KeptTextProvider({ children }: { children: ReactNode }) {
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(new Map())
  const kept = useMemo<KeptTexts>(
    () => ({
      get: (key) => texts.get(key) ?? '',
      set: (key, text) => setTexts((known) => changed(known, key, text)),
    }),
    [texts],
  )
  const hasText = texts.size > 0
  useEffect(() => {
    if (!hasText) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [hasText])
  return <KeptContext value={kept}>{children}</KeptContext>
}

/** Like `useState` for one text; `forget` once it has been sent. */
export function useKeptText(key: string): { text: string; setText(text: string): void; forget(): void } {
  const kept = useContext(KeptContext)
  if (kept === undefined) throw new Error('Kept texts need their provider.')
  return { text: kept.get(key), setText: (text) => kept.set(key, text), forget: () => kept.set(key, '') }
}

function changed(known: ReadonlyMap<string, string>, key: string, text: string): ReadonlyMap<string, string> {
  const next = new Map(known)
  if (text === '') next.delete(key)
  else next.set(key, text)
  return next
}
