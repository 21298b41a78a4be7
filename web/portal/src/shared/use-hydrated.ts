import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** True once scripts run: for what would do nothing without them. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
