import { connect as connectPlain, isIP } from 'node:net'
import type { Socket } from 'node:net'
import { connect as connectSecure } from 'node:tls'
import { OutgoingFailed } from './outgoing-errors.ts'

/** Something that is said to a machine over a connection of its own, and read by it to the end. */
export interface OutgoingStream {
  /** `tls://host:port`, `tcp://host:port`, or `udp://host:port` with a datagram for each message. */
  readonly url: string
  /** Over a connection they follow each other as they are. */
  readonly messages: readonly Uint8Array[]
  /** The operator lets it go in clear, in production too. */
  readonly mayBeClear?: boolean
  /** PEM of who signs the other side's certificate, where it is not one of those that are known anyway. */
  readonly authority?: string
  /** For the whole of it. Default twenty seconds. */
  readonly timeoutMs?: number
}

/**
 * Connects to exactly this address, says everything, closes its half, and waits until the other side has read to the end and closed
 * too: a protocol without acknowledgements says no more than that. @throws OutgoingFailed
 */
export async function deliverStream(
  asked: OutgoingStream,
  to: { url: URL; host: string; address: string; signal: AbortSignal },
): Promise<void> {
  const { url, host, address, signal } = to
  const port = Number(url.port)
  const socket: Socket =
    url.protocol === 'tls:'
      ? connectSecure({
          host: address,
          port,
          ...(isIP(host) === 0 && { servername: host }),
          ...(asked.authority !== undefined && { ca: asked.authority }),
          minVersion: 'TLSv1.2',
        })
      : connectPlain({ host: address, port })
  const onAbort = () => socket.destroy(new Error('not in time'))
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    await new Promise<void>((done, fail) => {
      let isSaid = false
      socket.once('error', fail)
      socket.once(url.protocol === 'tls:' ? 'secureConnect' : 'connect', () => {
        socket.end(Buffer.concat(asked.messages), () => (isSaid = true))
      })
      // What the other side says, if anything, is read away: else its end is never seen.
      socket.resume()
      socket.once('close', (hadError) => {
        if (isSaid && !hadError) done()
        else fail(new Error('the connection was closed before all was said'))
      })
    })
  } catch (error) {
    throw new OutgoingFailed(`${url.host} did not take it: ${(error as Error).message}`, { cause: error })
  } finally {
    signal.removeEventListener('abort', onAbort)
    socket.destroy()
  }
}
