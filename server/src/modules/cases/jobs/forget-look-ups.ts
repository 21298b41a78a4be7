import type { Timer } from '../../../platform/module/index.ts'
import * as throttleStore from '../store/look-up-throttle-store.ts'

const KEPT_MS = 31 * 86_400_000

/** Every night: who looked up what from where is nobody's business for longer than it protects the owner. */
export const forgetLookUpsTimer: Timer = {
  name: 'cases/forget-look-ups',
  cron: '40 17 * * *',
  work: (act) =>
    act(async (ctx) => {
      ctx.nothingChanged()
      await throttleStore.deleteOlder(ctx.tx, new Date(ctx.now.getTime() - KEPT_MS))
    }),
}
