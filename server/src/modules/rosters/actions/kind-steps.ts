import type { Outcome } from '../../flows/contract/index.ts'
import type { KindChange } from '../store/kind-store.ts'
import type { RostersContext } from './rosters-context.ts'

const STEP = 'review-list'

const ACTS = {
  declare: '新设清单种类',
  change: '修改清单种类',
  retire: '停用清单种类',
  restore: '恢复清单种类',
} as const

/** Into the inbox of those who publish in the place, but for who proposed it. */
export async function openKindStep(ctx: RostersContext, change: KindChange): Promise<void> {
  const { changeId, division, definition, act, proposedBy } = change
  await ctx.flows.openTask(ctx, {
    ...{ subject: changeId, subjectKind: 'roster-kind', subjectNo: ACTS[act], title: definition.title, division },
    ...{ level: 'normal', step: STEP, name: '审定清单种类', role: 'item-publisher', excluded: [proposedBy] },
  })
}

export function finishKindStep(
  ctx: RostersContext,
  { changeId }: Pick<KindChange, 'changeId'>,
  done: { outcome: Outcome; opinion: string },
): Promise<void> {
  return ctx.flows.finishStep(ctx, { subject: changeId, step: STEP, ...done })
}
