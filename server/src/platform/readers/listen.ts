import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'

interface Listening {
  readonly onNotice: () => void
  readonly onLost: (reason: string) => void
  readonly stopping: AbortSignal
}

const RETRY_MS = 1_000

/** Listens on a channel until told to stop; a lost connection is replaced, and counts as a notice, because one may have been lost with it. */
export async function listen(pool: pg.Pool, channel: string, listening: Listening): Promise<void> {
  const { stopping, onNotice, onLost } = listening
  while (!stopping.aborted) {
    try {
      await listenUntilLost(pool, channel, listening)
    } catch (error) {
      onLost(String(error))
      if (!stopping.aborted) await pause(RETRY_MS, undefined, { ref: false })
    }
    onNotice()
  }
}

/** @throws Error when the connection breaks */
async function listenUntilLost(pool: pg.Pool, channel: string, { onNotice, stopping }: Listening): Promise<void> {
  const client = await pool.connect()
  const end = Promise.withResolvers<undefined>()
  end.promise.catch(() => undefined) // Awaited below; a failure before that is not lost.
  try {
    client.on('error', end.reject)
    client.on('end', () => end.reject(new Error('the connection ended')))
    client.on('notification', onNotice)
    stopping.addEventListener('abort', () => end.resolve(undefined), { once: true })
    if (stopping.aborted) return
    await client.query(`listen ${channel}`)
    onNotice()
    await end.promise
  } finally {
    // It listens, so nobody else may have it.
    client.release(true)
  }
}
