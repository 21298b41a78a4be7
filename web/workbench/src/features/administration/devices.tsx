import { useQuery } from '@tanstack/react-query'
import { Button } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { instantText } from '../../shared/dates.ts'
import { Loaded } from '../../shared/page-states.tsx'
import styles from './administration.module.css'
import { administrationKey } from './use-deed.ts'
import { administrationMessages } from './messages.ts'

const say = administrationMessages.accounts

/** Where an official is signed in: read when asked for, because each reading is on record. */
export function Devices({ accountId, name }: { accountId: string; name: string }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button
        look="quiet"
        aria-expanded={isOpen}
        aria-label={isOpen ? say.hideOf(name) : say.devicesOf(name)}
        onClick={() => setIsOpen(!isOpen)}
      >
        {isOpen ? say.hide : say.devices}
      </Button>
      {isOpen && <List accountId={accountId} />}
    </>
  )
}

function List({ accountId }: { accountId: string }) {
  const reading = useQuery({
    queryKey: [...administrationKey, 'sessions', accountId],
    queryFn: ({ signal }) => api.identity.listStaffSessions({ accountId }, { signal }),
  })
  return (
    <Loaded reading={reading} lines={2}>
      {({ sessions }) => (
        <ul className={styles.devices}>
          {sessions.map((line) => (
            <li key={line.id}>
              {[line.device, line.network, say.seen(instantText(line.seenAt))].filter(Boolean).join('，')}
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  )
}
