import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
} from 'react'

export interface Shortcut {
  /** `j`, `Enter`, `?`, or with the platform's command key: `mod+k` */
  keys: string
  /** what it does, for the help */
  title: string
  group: string
  act(): void
}

interface Registry {
  add(shortcut: Shortcut): () => void
  list: readonly Shortcut[]
}

const RegistryContext = createContext<Registry | undefined>(undefined)

/** Listens for the keys of whatever is on the page, and knows them all for the help. */
export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const [list, setList] = useState<readonly Shortcut[]>([])
  const add = useCallback((shortcut: Shortcut) => {
    setList((known) => [...known, shortcut])
    return () => setList((known) => known.filter((one) => one !== shortcut))
  }, [])
  const registry = useMemo<Registry>(() => ({ list, add }), [list, add])
  const press = useEffectEvent((event: KeyboardEvent) => {
    const found = list.findLast((one) => matches(event, one.keys))
    if (found === undefined) return
    event.preventDefault()
    found.act()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  return <RegistryContext value={registry}>{children}</RegistryContext>
}

/** A key of this page, while it is shown; `isOn` false takes it off (an act that is not possible now). */
export function useShortcut(shortcut: Shortcut, isOn = true): void {
  const registry = useContext(RegistryContext)
  if (registry === undefined) throw new Error('Shortcuts need their provider.')
  const { add } = registry
  const { keys, title, group } = shortcut
  const act = useEffectEvent(() => shortcut.act())
  useEffect(() => {
    if (!isOn) return undefined
    return add({ keys, title, group, act: () => act() })
  }, [keys, title, group, isOn, add])
}

export function useShortcuts(): readonly Shortcut[] {
  return useContext(RegistryContext)?.list ?? []
}

/** How a key is written on the page: ⌘K on a Mac, Ctrl K elsewhere. */
export function keyText(keys: string): string {
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
  return keys
    .split('+')
    .map((key) => (key === 'mod' ? (isMac ? '⌘' : 'Ctrl') : key.length === 1 ? key.toUpperCase() : key))
    .join(isMac ? '' : ' ')
}

function matches(event: KeyboardEvent, keys: string): boolean {
  if (event.isComposing || event.repeat === true) return false
  const needsMod = keys.startsWith('mod+')
  const hasMod = event.metaKey || event.ctrlKey
  if (needsMod) return hasMod && event.key.toLowerCase() === keys.slice(4)
  if (hasMod || event.altKey || isInsideDialog(event.target)) return false
  // Escape leaves what is being typed; every other plain key is part of it.
  if (keys !== 'Escape' && isTyping(event.target)) return false
  return event.key === keys
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** Enter on a button presses the button; keys of the page below a dialog are not for it. */
function isInsideDialog(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role="dialog"], [role="alertdialog"]') !== null
}
