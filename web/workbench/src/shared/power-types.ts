import { useQuery } from '@tanstack/react-query'
import { api } from './api.ts'

/** 权力类型 are data: a place declares its own beside the standard's. */
export function usePowerTypes() {
  return useQuery({
    queryKey: ['power-types'],
    queryFn: ({ signal }) => api.catalogue.listPowerTypes({}, { signal }),
    staleTime: 300_000,
  })
}

/** What each type is called, as soon as it is known. */
export function usePowerTitle(): (key: string) => string {
  const { data } = usePowerTypes()
  const titles = new Map(data?.types.map(({ key, title }) => [key, title]))
  return (key) => titles.get(key) ?? (data ? key : '')
}
