import type { RunAct } from '../../../platform/module/index.ts'
import { fillSounds } from '../store/import-store.ts'

const BATCH = 500

/** What search needs of items that an earlier version of the program read in, some at a time. */
export async function fillAllSounds(act: RunAct): Promise<void> {
  while ((await act((ctx) => fillSounds(ctx.tx, BATCH))) === BATCH);
}
