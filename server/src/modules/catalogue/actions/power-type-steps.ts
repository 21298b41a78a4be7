import type { Outcome } from '../../flows/contract/index.ts'
import type { StoredChange } from '../store/power-type-store.ts'
import type { DraftContext } from './draft-context.ts'

const STEP = 'publish-item'

const ACTS = {
  declare: '新增权力类型',
  change: '修改权力类型',
  retire: '停用权力类型',
  restore: '恢复权力类型',
} as const

/**
 * Into the inbox of those who publish in the place, but for who proposed it. What holds everywhere is decided by the
 * security administrator, who has no inbox: it stands on the page of types.
 */
export async function openTypeStep(ctx: DraftContext, change: StoredChange): Promise<void> {
  const { changeId, division, kind, code, title, proposedBy } = change
  if (division === '000000') return
  await ctx.flows.openTask(ctx, {
    ...{ subject: changeId, subjectKind: 'power-type', subjectNo: `${ACTS[kind]} ${code}`, title, division },
    ...{ level: 'normal', step: STEP, name: '审定权力类型', role: 'item-publisher' },
    excluded: proposedBy === undefined ? [] : [proposedBy],
  })
}

/** Whoever decides without the post of the inbox has decided all the same. */
export async function finishTypeStep(
  ctx: DraftContext,
  { changeId }: Pick<StoredChange, 'changeId'>,
  done: { outcome: Outcome; opinion: string },
): Promise<void> {
  await ctx.flows.finishStep(ctx, { subject: changeId, step: STEP, ...done, otherwise: '由管理员决定' })
}
