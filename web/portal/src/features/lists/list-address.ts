/** A list as its address holds it: one that is made of items, or one that departments keep. */
export interface ListAddress {
  kind: string
  q?: string | undefined
  organization?: string | undefined
  place?: string | undefined
  day?: string | undefined
  page: number
}

const KIND = /^[a-z][a-z0-9-]{1,40}$/
const PLACE = /^\d{6}(\d{3}(\d{3})?)?$/

export function readListAddress(params: URLSearchParams): ListAddress {
  const page = Number(params.get('page'))
  const kind = params.get('kind') ?? ''
  const place = params.get('place') ?? ''
  return {
    kind: KIND.test(kind) ? kind : 'power',
    q: params.get('q')?.trim().slice(0, 60) || undefined,
    organization: params.get('organization') || undefined,
    place: PLACE.test(place) ? place : undefined,
    day: dayIn(params, 'day'),
    page: Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1,
  }
}

/** A day of the calendar, or none. */
export function dayIn(params: URLSearchParams, name: string): string | undefined {
  const day = params.get(name) ?? ''
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? undefined : day
}

export function listHref(address: Partial<ListAddress>): string {
  const params = new URLSearchParams()
  for (const name of ['kind', 'q', 'organization', 'place', 'day'] as const) {
    const value = address[name]
    if (value && !(name === 'kind' && value === 'power')) params.set(name, value)
  }
  if (address.page !== undefined && address.page > 1) params.set('page', String(address.page))
  return params.size === 0 ? '/lists' : `/lists?${params}`
}

export interface ChangesAddress {
  kind: string
  from: string
  to: string
  organization?: string | undefined
}

export function changesHref({ organization, ...rest }: ChangesAddress): string {
  return `/lists/changes?${new URLSearchParams({ ...rest, ...(organization && { organization }) })}`
}

/** The day before, so that what happened on a day is what differs from it. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}
