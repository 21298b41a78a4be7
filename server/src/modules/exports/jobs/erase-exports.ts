import type { Timer } from '../../../platform/module/index.ts'
import type { FilesApi } from '../../files/index.ts'
import { eraseExports } from '../actions/erase-exports.ts'
import { forgetRevealDays } from '../actions/take-reveal.ts'

export function eraseExportsTimer(deps: { files: FilesApi }): Timer {
  return { name: 'exports/erase-exports', cron: '*/15 * * * *', work: (act) => eraseExports(deps, act) }
}

/** At night in China. */
export const forgetRevealDaysTimer: Timer = {
  name: 'exports/forget-reveal-days',
  cron: '23 18 * * *',
  work: (act) => act(forgetRevealDays),
}
