import type { Subscriber } from '../../../platform/module/index.ts'
import { LimitAlarmed, LimitRecomputed } from '../../limits/contract/index.ts'
import type { CasesDeps } from '../actions/cases-context.ts'
import { followLimits } from '../actions/follow-limits.ts'

export function limitMoved(deps: CasesDeps): Subscriber {
  return {
    name: 'cases/follow-limits',
    on: [LimitAlarmed, LimitRecomputed],
    run: async (ctx, { body }) => {
      if (body.subjectKind === 'case') await followLimits({ ...ctx, ...deps }, String(body.subject))
    },
  }
}
