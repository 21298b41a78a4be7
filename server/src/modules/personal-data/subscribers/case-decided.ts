import type { Subscriber } from '../../../platform/module/index.ts'
import { CaseDecided } from '../../cases/contract/events.ts'
import { restrictRefused } from '../actions/restrict-refused.ts'
import type { PersonalDataDeps } from '../queries/personal-data-context.ts'

/** 限制处理: follows the refusal to erase what a law has kept. */
export function caseDecided(deps: PersonalDataDeps): Subscriber {
  return {
    name: 'personal-data/restrict-refused',
    on: [CaseDecided],
    run: async (ctx, { body }) => {
      if (body.granted === false) await restrictRefused({ ...ctx, ...deps }, String(body.caseId))
    },
  }
}
