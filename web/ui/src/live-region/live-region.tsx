import { Check, CircleAlert, X } from 'lucide-react'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import styles from './live-region.module.css'
import { liveMessages } from './messages.ts'

type Say = (text: string, tone?: 'ok' | 'red') => void

const SayContext = createContext<Say>(() => undefined)

interface Word {
  id: number
  text: string
  tone: 'ok' | 'red'
}

export interface LiveRegionProviderProps {
  /** The address of the page, where good news ends with the page that it was about. */
  page?: string
  children: ReactNode
}

/** Short news at the edge of the page, read out when it comes. Bad news stays until it is put away. */
export function LiveRegionProvider({ page, children }: LiveRegionProviderProps) {
  const [words, setWords] = useState<readonly Word[]>([])
  const drop = useCallback((id: number) => setWords((all) => all.filter((word) => word.id !== id)), [])
  const say = useCallback<Say>(
    (text, tone = 'ok') => {
      const id = Date.now() + Math.random()
      setWords((all) => [...all.filter((word) => word.tone === 'red').slice(-2), { id, text, tone }])
      if (tone === 'ok') setTimeout(() => drop(id), 6000)
    },
    [drop],
  )
  const [lastPage, setLastPage] = useState(page)
  if (page !== lastPage) {
    setLastPage(page)
    setWords((all) => all.filter((word) => word.tone === 'red'))
  }
  return (
    <SayContext.Provider value={useMemo(() => say, [say])}>
      {children}
      <div className={styles.region} role="status" aria-live="polite" data-print="no">
        {words.map((word) => (
          <ToastLine key={word.id} word={word} onClose={() => drop(word.id)} />
        ))}
      </div>
    </SayContext.Provider>
  )
}

/** `const say = useSay(); say('已保存')` */
export function useSay(): Say {
  return useContext(SayContext)
}

function ToastLine({ word, onClose }: { word: Word; onClose: () => void }) {
  const Icon = word.tone === 'ok' ? Check : CircleAlert
  return (
    <div className={styles.toast} data-tone={word.tone}>
      <Icon aria-hidden="true" size={20} />
      <p>{word.text}</p>
      <button type="button" onClick={onClose} aria-label={liveMessages.close}>
        <X aria-hidden="true" size={18} />
      </button>
    </div>
  )
}
