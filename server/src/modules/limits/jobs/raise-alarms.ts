import type { Timer } from '../../../platform/module/index.ts'
import type { LimitsDeps } from '../actions/limits-context.ts'
import { raiseAlarms } from '../actions/raise-alarms.ts'

const BATCH = 200

/** Every five minutes, because the day turns for all at once and a restart must not lose it; nothing due costs one index look-up. */
export function raiseAlarmsTimer(deps: LimitsDeps): Timer {
  return {
    name: 'limits/raise-alarms',
    cron: '*/5 * * * *',
    work: async (act) => {
      let due: number
      do due = await act((ctx) => raiseAlarms({ ...ctx, ...deps }, { size: BATCH }))
      while (due === BATCH)
    },
  }
}
