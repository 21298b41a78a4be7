import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Card, EmptyState } from '@yiwang/ui'
import { api } from '../../shared/api.ts'
import { Loaded } from '../../shared/page-states.tsx'
import { MandateTable } from './mandate-table.tsx'
import { mandateMessages as say } from './messages.ts'
import { mandatesKey } from './use-deed.ts'

export function AskedCard() {
  const reading = useInfiniteQuery({
    queryKey: [...mandatesKey, 'asked'],
    queryFn: ({ signal, pageParam }) =>
      api.identity.listMandates(pageParam === '' ? {} : { after: pageParam }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
  return (
    <Card title={say.asked}>
      <Loaded reading={reading} lines={4}>
        {({ pages }) => {
          const mandates = pages.flatMap((page) => page.mandates)
          return mandates.length === 0 ? (
            <EmptyState title={say.noneAsked}>
              <p>{say.noneAskedText}</p>
            </EmptyState>
          ) : (
            <>
              <MandateTable caption={say.asked} mandates={mandates} />
              {reading.hasNextPage && <Button onClick={() => void reading.fetchNextPage()}>{say.more}</Button>}
            </>
          )
        }}
      </Loaded>
    </Card>
  )
}
