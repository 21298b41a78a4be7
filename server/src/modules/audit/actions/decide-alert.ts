import { problem } from '../../../kernel/index.ts'
import { streamOf } from '../../../kernel/index.ts'
import { AlertConfirmed, AlertExplained } from '../contract/events.ts'
import { auditPermits, auditProblems } from '../contract/index.ts'
import type { AlertView, DecideAlert } from '../contract/index.ts'
import type { AuditContext } from '../queries/audit-context.ts'
import { ALERT_REASON, presentAlert } from '../queries/present-alert.ts'
import * as alertStore from '../store/alert-store.ts'
import type { Alert } from '../store/alert-store.ts'

/** 说明预警: there was a good reason. */
export async function explainAlert(ctx: AuditContext, input: DecideAlert): Promise<AlertView> {
  const alert = await takeAlert(ctx, input)
  ctx.emit(AlertExplained.of({ alertId: alert.id }), { personal: { reason: input.reason } })
  return decide(ctx, alert, { state: 'explained', reason: input.reason })
}

/** 确认预警: there was none; what follows for the person is not decided here. */
export async function confirmAlert(ctx: AuditContext, input: DecideAlert): Promise<AlertView> {
  const alert = await takeAlert(ctx, input)
  ctx.emit(AlertConfirmed.of({ alertId: alert.id }), { personal: { reason: input.reason } })
  return decide(ctx, alert, { state: 'confirmed', reason: input.reason })
}

/** @throws audit/alert-unknown, audit/own-alert, audit/alert-decided */
async function takeAlert(ctx: AuditContext, { alertId, version }: DecideAlert): Promise<Alert> {
  const reach = ctx.permit.reach(auditPermits.decideAlerts.name)
  const alert = await alertStore.findAlert(ctx.tx, reach, alertId, true)
  if (!alert) throw problem(auditProblems['alert-unknown'])
  if (alert.staffId !== undefined && alert.staffId === ctx.actor.staffId) throw problem(auditProblems['own-alert'])
  if (alert.state !== 'open') throw problem(auditProblems['alert-decided'])
  if (alert.version !== version) throw await ctx.stale(streamOf('alert', alert.id))
  return alert
}

async function decide(
  ctx: AuditContext,
  alert: Alert,
  decision: { state: 'explained' | 'confirmed'; reason: string },
): Promise<AlertView> {
  const by = ctx.actor.staffId ?? ''
  const reason = ctx.vault.seal(decision.reason, ALERT_REASON)
  await alertStore.decideAlert(ctx.tx, alert.id, { ...decision, reason, by, at: ctx.now })
  const decided = { ...alert, state: decision.state, reason, decidedBy: by, decidedAt: ctx.now }
  return presentAlert(ctx, { ...decided, version: alert.version + 1 })
}
