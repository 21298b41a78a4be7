import { ApiProblem } from '@yiwang/client'
import type { SessionView } from '@yiwang/server/contract/identity'
import { QueryClient, MutationCache, QueryCache, useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { api } from './api.ts'

export const sessionKey = ['session'] as const

export function useSessionReading() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: ({ signal }) => api.identity.getSession({}, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

const SessionContext = createContext<SessionView | undefined>(undefined)

export const SessionProvider = SessionContext.Provider

/** Who is at the desk; only below the provider, where somebody is signed in. */
export function useSession(): SessionView {
  const session = useContext(SessionContext)
  if (session === undefined) throw new Error('This part of the page needs a session.')
  return session
}

/** Whether a permit is held at all; what may be done with one case its `abilities` say. */
export function usePermit(permit: string): boolean {
  return useSession().abilities[permit] === true
}

/** Reads are not repeated for refusals; whoever is signed out is asked in place, by whoever listens here. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const watch = (error: Error) => {
    if (error instanceof ApiProblem && error.isSignedOut) onSignedOut()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      // Without a network an act fails at once and says so, instead of waiting in silence.
      mutations: { networkMode: 'always' },
      queries: {
        networkMode: 'always',
        staleTime: 10_000,
        retry: (count, error) => count < 2 && error instanceof ApiProblem && error.isPassing,
      },
    },
  })
}
