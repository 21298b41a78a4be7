import { createArchivedYears } from '../../server/src/platform/archive/index.ts'
import type { Actor } from '../../server/src/kernel/index.ts'
import { runAct } from '../../server/src/platform/act/index.ts'
import type { Context } from '../../server/src/platform/act/index.ts'
import { createClock } from '../../server/src/platform/clock/clock.ts'
import { openVault } from '../../server/src/platform/vault/index.ts'
import type { History, Sized } from './with-history.ts'

/** Reads as the server does, each in a transaction of its own. */
export interface Reader {
  /** @returns how long it took, in milliseconds */
  time<T>(actor: Actor, read: (ctx: Context) => Promise<T>, check: (found: T) => void): Promise<number>
  close(): Promise<void>
}

export async function openReader({ folder }: History, { url }: Sized): Promise<Reader> {
  const clock = createClock()
  const { database, vault } = await openVault({ database: { url, poolSize: 1 }, dataDir: folder, clock })
  const act = { database, archives: createArchivedYears('.'), clock, vault }
  return {
    time: async (actor, read, check) => {
      const began = performance.now()
      const found = await runAct(act, { actor, requestId: 'bench', mode: 'read' }, read)
      const ms = performance.now() - began
      check(found)
      return ms
    },
    close: () => database.close(),
  }
}
