import type { Timer } from '../../../platform/module/index.ts'
import { forgetLookUps } from '../actions/forget-look-ups.ts'

/** Every night. */
export const forgetLookUpsTimer: Timer = {
  name: 'cases/forget-look-ups',
  cron: '40 17 * * *',
  work: (act) => act(forgetLookUps),
}
