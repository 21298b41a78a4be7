import type { EntryJobHandler, Timer } from '../../../platform/module/index.ts'
import { makePackage } from '../actions/make-package.ts'
import { eraseArchive, removeExpired } from '../actions/remove-package.ts'
import { PackageAsked, PackageRemoved } from '../contract/events.ts'
import type { PersonalDataDeps } from '../queries/personal-data-context.ts'

export function packageJobs(deps: PersonalDataDeps): EntryJobHandler[] {
  return [
    {
      name: 'personal-data/make-package',
      on: [PackageAsked],
      work: (entry, act) => makePackage(deps, act, String(entry.body['packageId'])),
    },
    {
      name: 'personal-data/erase-archive',
      on: [PackageRemoved],
      work: (entry, act) => eraseArchive(deps.files, act, String(entry.body['packageId'])),
    },
  ]
}

/** Every hour. */
export const removeExpiredTimer: Timer = {
  name: 'personal-data/remove-expired',
  cron: '33 * * * *',
  work: (act) => act(removeExpired),
}
