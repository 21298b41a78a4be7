import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { useFetcher } from 'react-router'
import type { SectionAnswer } from './save-section.ts'

/** Long enough not to save every word, short enough to lose little. */
const restBeforeSaving = 4000

export interface Autosave {
  form: RefObject<HTMLFormElement | null>
  answer: SectionAnswer | undefined
  isSaving: boolean
  touched: () => void
  hold: (event: FormEvent<HTMLFormElement>) => void
}

/** Saves the step while it is being filled in. A submission waits for a save on its way, for both name one version. */
export function useAutosave(): Autosave {
  const form = useRef<HTMLFormElement>(null)
  const fetcher = useFetcher<SectionAnswer>()
  const [changes, setChanges] = useState(0)
  const waiting = useRef<HTMLElement | null>(null)
  const isSaving = fetcher.state !== 'idle'
  const { submit } = fetcher
  const isSignedOut = fetcher.data?.signedOut !== undefined

  useEffect(() => {
    if (changes === 0 || isSignedOut) return undefined
    const timer = setTimeout(() => {
      if (!form.current) return
      const body = new FormData(form.current)
      body.set('_go', 'autosave')
      void submit(body, { method: 'post', action: form.current.getAttribute('action') ?? '.' })
    }, restBeforeSaving)
    return () => clearTimeout(timer)
  }, [changes, isSignedOut, submit])

  useEffect(() => {
    const button = waiting.current
    if (isSaving || !button) return
    waiting.current = null
    form.current?.requestSubmit(button)
  }, [isSaving])

  return {
    form,
    answer: fetcher.data,
    isSaving,
    touched: () => setChanges((count) => count + 1),
    hold: (event) => {
      setChanges(0)
      if (!isSaving) return
      event.preventDefault()
      waiting.current = (event.nativeEvent as SubmitEvent).submitter
    },
  }
}
