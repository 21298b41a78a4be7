/** A search as its address holds it. */
export interface ItemSearch {
  q?: string | undefined
  audience?: 'person' | 'organization' | undefined
  organization?: string | undefined
  theme?: string | undefined
  online?: boolean | undefined
  page: number
}

export function readSearch(params: URLSearchParams): ItemSearch {
  const audience = params.get('audience')
  const page = Number(params.get('page'))
  return {
    q: params.get('q')?.trim().slice(0, 60) || undefined,
    audience: audience === 'person' || audience === 'organization' ? audience : undefined,
    organization: params.get('organization') || undefined,
    theme: params.get('theme') || undefined,
    online: params.get('online') === 'yes' || undefined,
    page: Number.isInteger(page) && page >= 1 && page <= 500 ? page : 1,
  }
}

export function searchHref(search: ItemSearch): string {
  const params = new URLSearchParams()
  for (const name of ['q', 'audience', 'organization', 'theme'] as const) {
    const value = search[name]
    if (value) params.set(name, value)
  }
  if (search.online) params.set('online', 'yes')
  if (search.page > 1) params.set('page', String(search.page))
  return params.size === 0 ? '/search' : `/search?${params}`
}

export function hasFilters(search: ItemSearch): boolean {
  return [search.audience, search.organization, search.theme, search.online].some(Boolean)
}
