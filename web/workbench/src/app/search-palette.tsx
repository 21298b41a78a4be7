import { Dialog } from '@yiwang/ui'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { useShortcut } from '../shared/shortcuts.tsx'
import styles from './frame.module.css'
import { frameMessages as say } from './messages.ts'
import type { DeskPage } from './nav-bar.tsx'
import { paletteEvent } from './overlays.ts'

interface Choice {
  id: string
  title: string
  to: string
}

/** ⌘K: from anywhere to any page, and to a case by its number or by the exact person. */
export function SearchPalette({ pages }: { pages: readonly DeskPage[] }) {
  const [isOpen, setOpen] = useState(false)
  useShortcut({ keys: 'mod+k', title: say.searchLabel, group: say.groups.global, act: () => setOpen(true) })
  useEffect(() => {
    const open = () => setOpen(true)
    document.addEventListener(paletteEvent, open)
    return () => document.removeEventListener(paletteEvent, open)
  }, [])
  return (
    <Dialog title={say.search} isOpen={isOpen} onClose={() => setOpen(false)}>
      <Palette pages={pages} onDone={() => setOpen(false)} />
    </Dialog>
  )
}

function Palette({ pages, onDone }: { pages: readonly DeskPage[]; onDone(): void }) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const navigate = useNavigate()
  const choices = choicesFor(text.trim(), pages)
  const index = Math.min(chosen, choices.length - 1)
  const go = (choice: Choice | undefined) => {
    if (choice === undefined) return
    onDone()
    void navigate(choice.to)
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setChosen((index + step + choices.length) % Math.max(choices.length, 1))
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) go(choices[index])
  }
  return (
    <div className={styles.palette}>
      <input
        // The palette was opened to type into.
        autoFocus
        className={styles.paletteInput}
        role="combobox"
        aria-label={say.searchLabel}
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={choices[index] && `palette-${choices[index].id}`}
        placeholder={say.searchPlaceholder}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setChosen(0)
        }}
        onKeyDown={press}
      />
      <div id="palette-list" role="listbox" aria-label={say.search} className={styles.choices}>
        {choices.map((choice, place) => (
          <div
            key={choice.id}
            id={`palette-${choice.id}`}
            role="option"
            aria-selected={place === index}
            tabIndex={-1}
            onClick={() => go(choice)}
            onKeyDown={press}
          >
            {choice.title}
          </div>
        ))}
      </div>
      <p className={styles.dialogText}>{say.searchHelp}</p>
    </div>
  )
}

function choicesFor(text: string, pages: readonly DeskPage[]): Choice[] {
  const found = pages
    .filter((page) => text === '' || page.title.includes(text))
    .map((page) => ({ id: page.path.slice(1) || 'inbox', title: page.title, to: page.path }))
  const canRead = pages.some((page) => page.path === '/cases')
  if (text.length < 2 || !canRead) return found
  const query = encodeURIComponent(text)
  const byNumber = { id: 'number', title: say.searchByNumber(text), to: `/cases?number=${query}` }
  const byPerson = { id: 'person', title: say.searchByPerson(text), to: `/cases?person=${query}` }
  return [...found, ...(/\d{4}/.test(text) ? [byNumber, byPerson] : [byPerson])]
}
