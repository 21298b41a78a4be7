import { createBrowserTransport, createClient } from '@yiwang/client'

type AskForProof = () => Promise<boolean>

let asking: AskForProof | undefined

/** Whoever can show a dialog says so; while nobody does, an act that needs a proof is refused like any other. */
export function askForProofWith(ask: AskForProof): () => void {
  asking = ask
  return () => {
    if (asking === ask) asking = undefined
  }
}

export const transport = {
  ...createBrowserTransport(),
  proveAgain: () => asking?.() ?? Promise.resolve(false),
}

/** The server, as its contracts describe it. */
export const api = createClient(transport)
