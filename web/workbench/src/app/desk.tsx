import { QueryClientProvider } from '@tanstack/react-query'
import { AnchorProvider, LiveRegionProvider } from '@yiwang/ui'
import { useMemo, useState } from 'react'
import { RouterProvider } from 'react-router/dom'
import { KeptTextProvider } from '../shared/kept-text.tsx'
import { createQueryClient } from '../shared/session.tsx'
import { ShortcutsProvider } from '../shared/shortcuts.tsx'
import { ThemeProvider } from './look.tsx'
import { RoutedAnchor } from './routed-anchor.tsx'
import { router } from './router.tsx'
import { SignedOutContext } from './signed-out.ts'

/** Everything the pages stand on, from the outside in. */
export function Desk() {
  const [isSignedOut, setSignedOut] = useState(false)
  const queries = useMemo(() => createQueryClient(() => setSignedOut(true)), [])
  const signedOut = useMemo(() => ({ isSignedOut, setSignedOut }), [isSignedOut])
  return (
    <QueryClientProvider client={queries}>
      <ThemeProvider>
        <AnchorProvider value={RoutedAnchor}>
          <LiveRegionProvider>
            <ShortcutsProvider>
              <KeptTextProvider>
                <SignedOutContext value={signedOut}>
                  <RouterProvider router={router} />
                </SignedOutContext>
              </KeptTextProvider>
            </ShortcutsProvider>
          </LiveRegionProvider>
        </AnchorProvider>
      </ThemeProvider>
    </QueryClientProvider>
  )
}
