import { createContext, useContext } from 'react'

interface SignedOut {
  isSignedOut: boolean
  setSignedOut(isSignedOut: boolean): void
}

/** Raised by any answer that says that the session has ended. */
export const SignedOutContext = createContext<SignedOut>({ isSignedOut: false, setSignedOut: () => undefined })

export function useSignedOut(): SignedOut {
  return useContext(SignedOutContext)
}
