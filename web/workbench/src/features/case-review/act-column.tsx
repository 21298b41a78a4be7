import type { CaseView } from '@yiwang/server/contract/cases'
import { Button, Card, NoticePanel } from '@yiwang/ui'
import { useState } from 'react'
import { Loaded } from '../../shared/page-states.tsx'
import { keyText, useShortcut } from '../../shared/shortcuts.tsx'
import styles from './act-column.module.css'
import { actMessages } from './act-messages.ts'
import { type Act, acts, type DeskAbility } from './acts.tsx'
import { caseMessages as say } from './messages.ts'
import { useCaseItem } from './use-case.ts'

/** 现在可以办理: buttons come from the case's abilities alone; the chosen act takes their place. */
export function ActColumn({ aCase }: { aCase: CaseView }) {
  const [open, setOpen] = useState<DeskAbility>()
  const item = useCaseItem(aCase)
  const act = acts.find((one) => one.ability === open)
  const close = () => setOpen(undefined)
  if (act !== undefined) {
    return (
      <>
        {!aCase.abilities[act.ability] && (
          <NoticePanel tone="soon" title={actMessages.gone} role="alert">
            <p>{actMessages.goneText}</p>
          </NoticePanel>
        )}
        <Loaded reading={item} lines={6}>
          {(guide) => <act.Panel key={act.ability} aCase={aCase} item={guide} close={close} />}
        </Loaded>
      </>
    )
  }
  const possible = acts.filter((one) => aCase.abilities[one.ability])
  return (
    <Card title={say.acts} level={2}>
      {possible.length === 0 ? (
        <p className={styles.none}>
          {say.noActs}。{say.noActsText}
        </p>
      ) : (
        <div className={styles.acts}>
          {possible.map((one, place) => (
            <ActButton key={one.ability} act={one} isFirst={place === 0} onOpen={() => setOpen(one.ability)} />
          ))}
        </div>
      )}
    </Card>
  )
}

function ActButton({ act, isFirst, onOpen }: { act: Act; isFirst: boolean; onOpen(): void }) {
  const title = actMessages.acts[act.ability]
  useShortcut({ keys: act.key, title, group: say.keyGroup, act: onOpen })
  // One main button a screen: the first of the possible acts.
  const look = act.look === 'main' && !isFirst ? 'plain' : act.look
  return (
    <Button look={look} onClick={onOpen} aria-keyshortcuts={act.key}>
      {title} <kbd className={styles.key}>{keyText(act.key)}</kbd>
    </Button>
  )
}
