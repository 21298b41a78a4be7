import { createSocket } from 'node:dgram'
import type { Socket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { OutgoingFailed } from './outgoing-errors.ts'

/** How many are said without a breath: the other side's buffer holds some two hundred. */
const AT_ONCE = 20
const BREATH_MS = 2

/**
 * Each message as one datagram, in order. Nobody says that they arrived: what is known is that this machine could send them, and,
 * where the other one says so (ICMP), that nobody listens there. @throws OutgoingFailed
 */
export async function sendDatagrams(
  messages: readonly Uint8Array[],
  to: { host: string; port: number; address: string; signal: AbortSignal },
): Promise<void> {
  const { host, port, address, signal } = to
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4')
  const failed: Error[] = []
  socket.on('error', (error) => failed.push(error))
  try {
    // Connected, so that a machine where nobody listens is heard.
    await new Promise<void>((done, fail) => {
      socket.once('error', fail)
      socket.connect(port, address, done)
    })
    for (const [index, message] of messages.entries()) {
      if (index % AT_ONCE === 0) await pause(BREATH_MS, undefined, { signal })
      if (failed[0]) throw failed[0]
      await send(socket, message)
    }
    await pause(BREATH_MS, undefined, { signal })
    if (failed[0]) throw failed[0]
  } catch (error) {
    throw new OutgoingFailed(`${host}:${port} did not take it: ${(error as Error).message}`, { cause: error })
  } finally {
    socket.close()
  }
}

function send(socket: Socket, message: Uint8Array): Promise<void> {
  return new Promise((done, fail) => {
    socket.send(message, (error) => (error ? fail(error) : done()))
  })
}
