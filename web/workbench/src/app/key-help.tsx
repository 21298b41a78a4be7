import { Button, Dialog } from '@yiwang/ui'
import { useEffect, useState } from 'react'
import { sharedMessages } from '../shared/messages.ts'
import { keyText, useShortcut, useShortcuts } from '../shared/shortcuts.tsx'
import styles from './frame.module.css'
import { frameMessages as say } from './messages.ts'
import { keyHelpEvent } from './overlays.ts'

/** All keys that work on the page as it is now. */
export function KeyHelp() {
  const [isOpen, setOpen] = useState(false)
  const shortcuts = useShortcuts()
  const groups = Map.groupBy(shortcuts, (one) => one.group)
  useShortcut({ keys: '?', title: say.keys, group: say.groups.global, act: () => setOpen(true) })
  useEffect(() => {
    const open = () => setOpen(true)
    document.addEventListener(keyHelpEvent, open)
    return () => document.removeEventListener(keyHelpEvent, open)
  }, [])
  return (
    <Dialog title={say.keys} isOpen={isOpen} onClose={() => setOpen(false)}>
      {[...groups].map(([group, keys]) => (
        <section key={group}>
          <h3 className={styles.keyGroup}>{group}</h3>
          <dl className={styles.keys}>
            {keys.map((one) => (
              <div key={`${one.keys} ${one.title}`}>
                <dt>
                  <kbd>{keyText(one.keys)}</kbd>
                </dt>
                <dd>{one.title}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p className={styles.dialogText}>{say.keysHelp}</p>
      <Button onClick={() => setOpen(false)}>{sharedMessages.close}</Button>
    </Dialog>
  )
}
