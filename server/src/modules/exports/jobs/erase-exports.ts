import type { Timer } from '../../../platform/module/index.ts'
import type { FilesApi } from '../../files/index.ts'
import { eraseExports } from '../actions/erase-exports.ts'

export function eraseExportsTimer(deps: { files: FilesApi }): Timer {
  return { name: 'exports/erase-exports', cron: '*/15 * * * *', work: (act) => eraseExports(deps, act) }
}
