import { useRef } from 'react'
import { sharedMessages as say } from './messages.ts'
import { useShortcut } from './shortcuts.tsx'

/**
 * j and k move along the rows of a list. The row moved to takes the focus, so that Enter opens it as it does for
 * everybody who uses Tab.
 */
export function useRowKeys(count: number) {
  const list = useRef<HTMLElement>(null)
  const move = (step: number) => {
    const links = list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? []
    const focused = [...links].indexOf(document.activeElement as HTMLElement)
    const next = Math.min(Math.max(focused + step, 0), links.length - 1)
    links[next]?.focus()
    links[next]?.scrollIntoView({ block: 'nearest' })
  }
  useShortcut({ keys: 'j', title: say.keys.next, group: say.keys.list, act: () => move(1) }, count > 0)
  useShortcut({ keys: 'k', title: say.keys.previous, group: say.keys.list, act: () => move(-1) }, count > 0)
  return list
}
