import type { Context } from '../../../platform/act/index.ts'
import type { Outcome } from '../../flows/contract/index.ts'
import type { Adjustment, KeptTakeover } from '../domain/adjustment.ts'
import type { ItemContent } from '../contract/item.ts'
import * as itemStore from '../store/item-store.ts'
import { latestVersion } from './draft-context.ts'
import type { DraftContext } from './draft-context.ts'

const NAMES = { 'hand-down': '审定事项下放', 'take-back': '审定事项收回', cancel: '审定事项取消' } as const

/** What an item says now, or will. */
export async function newestContent(ctx: Context, itemId: string): Promise<ItemContent> {
  const latest = await latestVersion(ctx, itemId)
  const found = await itemStore.findInVersion(ctx.tx, itemId, latest!.version)
  return found!.version!.content
}

/** Into the inbox of those who publish, but for who proposed it. */
export async function openAdjustmentStep(ctx: DraftContext, adjustment: Adjustment): Promise<void> {
  const { kind, proposedBy, division, organizationId } = adjustment
  await ctx.flows.openTask(ctx, {
    ...(await subjectOf(ctx, adjustment)),
    division,
    organizationId,
    step: 'publish-item',
    name: NAMES[kind],
    role: 'item-publisher',
    excluded: [proposedBy],
  })
}

/** Into the inbox of those who draft for the organ below. */
export async function openTakeoverStep(ctx: DraftContext, adjustment: Adjustment, to: KeptTakeover): Promise<void> {
  const { division, organizationId } = to
  await ctx.flows.openTask(ctx, {
    ...(await subjectOf(ctx, adjustment)),
    division,
    organizationId,
    step: 'revise-item',
    name: '承接下放事项',
    role: 'item-drafter',
  })
}

async function subjectOf(ctx: DraftContext, { adjustmentId, itemId }: Adjustment) {
  const { name, code } = await newestContent(ctx, itemId)
  return {
    subject: adjustmentId,
    subjectKind: 'item-adjustment',
    subjectNo: code,
    title: name,
    level: 'normal' as const,
  }
}

/** Ticks off the step of one organ. */
export async function finishAdjustmentStep(
  ctx: DraftContext,
  done: { adjustmentId: string; organizationId: string; step: 'publish-item' | 'revise-item' },
  result: { outcome: Outcome; opinion?: string },
): Promise<void> {
  const { adjustmentId: subject, ...step } = done
  await ctx.flows.finishStep(ctx, { subject, ...step, ...result })
}
