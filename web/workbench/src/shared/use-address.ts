import { useSearchParams } from 'react-router'

/** The address holds what a list shows: its filters by name, and the page, which begins anew when a filter changes. */
export function useAddress(path: string) {
  const [params, setParams] = useSearchParams()
  return {
    params,
    page: Math.max(Number(params.get('page') ?? 1) || 1, 1),
    /** An empty value takes the filter away. */
    set(name: string, value: string): void {
      const next = new URLSearchParams(params)
      next.delete('page')
      if (value === '') next.delete(name)
      else next.set(name, value)
      setParams(next, { preventScrollReset: true })
    },
    hrefFor(page: number, place = ''): string {
      const next = new URLSearchParams(params)
      next.set('page', String(page))
      return `${path}?${next}${place}`
    },
  }
}
