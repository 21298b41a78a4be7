import type { CallInput } from '@yiwang/client'
import type { ListInbox } from '@yiwang/server/contract/flows'
import { inboxMessages as say } from './messages.ts'

type InboxQuery = CallInput<typeof ListInbox>

export const scopes = ['all', 'mine', 'unclaimed', 'returned', 'in-stead'] as const
export const levels = ['red', 'yellow', 'today', 'soon', 'stopped', 'normal'] as const
export const steps = Object.keys(say.steps) as (keyof typeof say.steps)[]
export const searchKinds = ['subjectNo', 'title', 'person'] as const
export type SearchKind = (typeof searchKinds)[number]

/** 20 rows of 40 px are what a laptop shows. */
export const pageSize = 20

/** The address is the only place that knows what the list shows. */
export function inboxQuery(params: URLSearchParams): InboxQuery {
  const scope = known(scopes, params.get('scope'))
  const level = known(levels, params.get('level'))
  const step = known(steps, params.get('step'))
  const after = params.get('after')
  const texts = searchKinds.flatMap((kind) => {
    const text = params.get(kind)
    return text === null || text === '' ? [] : [[kind, text] as const]
  })
  return {
    limit: pageSize,
    ...(scope === undefined ? {} : { scope }),
    ...(level === undefined ? {} : { level }),
    ...(step === undefined ? {} : { step }),
    ...(after === null ? {} : { after }),
    ...Object.fromEntries(texts),
  }
}

/** The same address with one filter changed; the list then begins at its first page. */
export function withFilter(params: URLSearchParams, name: string, value: string | undefined): URLSearchParams {
  const next = new URLSearchParams(params)
  next.delete('after')
  if (value === undefined) next.delete(name)
  else next.set(name, value)
  return next
}

export function isFiltered(params: URLSearchParams): boolean {
  return [...params.keys()].some((name) => name !== 'after')
}

function known<T extends string>(values: readonly T[], value: string | null): T | undefined {
  return values.find((one) => one === value)
}
