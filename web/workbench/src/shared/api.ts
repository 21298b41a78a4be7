import { createBrowserTransport, createClient } from '@yiwang/client'

export const transport = createBrowserTransport()

/** The server, as its contracts describe it. */
export const api = createClient(transport)
