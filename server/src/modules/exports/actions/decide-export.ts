import { isWithinReach, problem, streamOf } from '../../../kernel/index.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { ExportApproved, ExportRefused, ExportWithdrawn } from '../contract/events.ts'
import { EXPORT_APPROVERS, exportsPermits, exportsProblems } from '../contract/index.ts'
import type { ApproveExport, ExportView, RefuseExport, WithdrawExport } from '../contract/index.ts'
import { mayApprove } from '../domain/export-place.ts'
import type { ExportsContext } from '../queries/exports-context.ts'
import { presentExport } from '../queries/present-export.ts'
import * as exportStore from '../store/export-store.ts'
import type { StoredExport } from '../store/export-store.ts'
import * as ruleStore from '../store/rule-store.ts'

/** 批准导出: the file is made by a job, as the asker may read it then. */
export async function approveExport(ctx: ExportsContext, input: InputOf<typeof ApproveExport>): Promise<ExportView> {
  const one = await takeAsked(ctx, input)
  ctx.emit(ExportApproved.of({ exportId: one.id, isByRule: false }))
  return decide(ctx, one, { state: 'approved' })
}

export async function refuseExport(ctx: ExportsContext, input: InputOf<typeof RefuseExport>): Promise<ExportView> {
  const one = await takeAsked(ctx, input)
  ctx.emit(ExportRefused.of({ exportId: one.id }), { personal: { reason: input.reason } })
  const decisionReason = ctx.vault.seal(input.reason, exportStore.DECISION_REASON)
  return decide(ctx, one, { state: 'refused', decisionReason })
}

/** 撤回: by whoever asked, until somebody has decided. */
export async function withdrawExport(ctx: ExportsContext, input: InputOf<typeof WithdrawExport>): Promise<ExportView> {
  const one = await exportStore.lock(ctx.tx, input.exportId)
  if (!one || one.accountId !== ctx.actor.accountId) throw problem(exportsProblems.unknown)
  if (one.state !== 'asked') throw problem(exportsProblems['not-waiting'])
  if (one.version !== input.version) throw await ctx.stale(streamOf('export', one.id))
  ctx.emit(ExportWithdrawn.of({ exportId: one.id }))
  return presentExport(ctx, await exportStore.change(ctx.tx, one, { state: 'withdrawn' }))
}

/** @throws exports/unknown, exports/second-person, exports/not-approver, exports/decided */
async function takeAsked(
  ctx: ExportsContext,
  { exportId, version }: { exportId: string; version: number },
): Promise<StoredExport> {
  const one = await exportStore.lock(ctx.tx, exportId)
  const reach = ctx.permit.reach(exportsPermits.approve.name)
  const isMine = one !== undefined && one.askedBy === ctx.actor.staffId
  if (!one || !(isMine || isWithinReach(one, reach))) throw problem(exportsProblems.unknown)
  if (isMine) throw problem(exportsProblems['second-person'])
  const { approver } = await ruleStore.ruleOf(ctx.tx, one.id.slice(0, 6))
  if (!mayApprove(reach, one, approver))
    throw problem(exportsProblems['not-approver'], { who: EXPORT_APPROVERS[approver] })
  if (one.state !== 'asked') throw problem(exportsProblems.decided)
  if (one.version !== version) throw await ctx.stale(streamOf('export', one.id))
  ctx.permit.requireProof()
  return one
}

async function decide(
  ctx: ExportsContext,
  one: StoredExport,
  to: { state: 'approved' | 'refused'; decisionReason?: Buffer },
): Promise<ExportView> {
  const decidedBy = ctx.actor.staffId ?? ''
  return presentExport(ctx, await exportStore.change(ctx.tx, one, { ...to, decidedBy, decidedAt: ctx.now }))
}
