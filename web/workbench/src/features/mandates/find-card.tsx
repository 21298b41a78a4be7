import { useQuery } from '@tanstack/react-query'
import { Card, EmptyState } from '@yiwang/ui'
import { useState } from 'react'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { SearchForm } from '../../shared/search-form.tsx'
import { MandateTable } from './mandate-table.tsx'
import { mandateMessages as say } from './messages.ts'
import { mandatesKey } from './use-deed.ts'

/** The number stays out of the address bar: whose mandates are looked up is on record, and nobody else's to read. */
export function FindCard() {
  const [citizenId, setCitizenId] = useState('')
  return (
    <Card title={say.findTitle}>
      <SearchForm
        label={say.citizenId}
        placeholder={say.citizenId}
        button={say.find}
        text={citizenId}
        onFind={(text) => setCitizenId(text.trim().toUpperCase())}
      />
      {citizenId !== '' && <Found citizenId={citizenId} />}
    </Card>
  )
}

function Found({ citizenId }: { citizenId: string }) {
  const reading = useQuery({
    queryKey: [...mandatesKey, 'of', citizenId],
    queryFn: ({ signal }) => api.identity.listMandates({ citizenId }, { signal }),
  })
  return (
    <Loaded reading={reading} lines={3}>
      {({ mandates }) =>
        mandates.length === 0 ? (
          <EmptyState title={say.noneFound}>
            <p>{say.noneFoundText}</p>
          </EmptyState>
        ) : (
          <MandateTable caption={say.findTitle} mandates={mandates} />
        )
      }
    </Loaded>
  )
}
