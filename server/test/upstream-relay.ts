import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What comes back instead of what the installation above said. */
export type Meddling = (asked: URL, answer: { status: number; body: string }) => { status: number; body: string }

/** The line between two installations, over real HTTP: it can be cut, and somebody can sit on it. */
export interface UpstreamRelay {
  readonly url: string
  /** Addresses that were asked for. */
  readonly asked: string[]
  cut(): void
  meddle(how: Meddling): void
  mend(): void
  close(): Promise<void>
}

export async function openRelay(to: string): Promise<UpstreamRelay> {
  const asked: string[] = []
  let how: Meddling | 'cut' | undefined
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (how === 'cut') return void request.socket.destroy()
    const address = new URL(request.url ?? '/', to)
    fetch(address).then(
      async (answer) => {
        const said = { status: answer.status, body: await answer.text() }
        const { status, body } = typeof how === 'function' ? how(address, said) : said
        response.writeHead(status, { 'content-type': 'application/json' }).end(body)
      },
      (error: unknown) => response.destroy(error as Error),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    cut: () => (how = 'cut'),
    meddle: (by) => (how = by),
    mend: () => (how = undefined),
    close: () => closed(server),
  }
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((done) => server.close(() => done()))
}
