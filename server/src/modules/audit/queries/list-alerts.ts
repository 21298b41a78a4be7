import { problem } from '../../../kernel/index.ts'
import type { OutputOf } from '../../../kernel/index.ts'
import { recordRead } from '../../../platform/ledger/index.ts'
import { auditPermits, auditProblems } from '../contract/index.ts'
import type { AlertView, GetAlert, ListAlerts } from '../contract/index.ts'
import * as alertStore from '../store/alert-store.ts'
import * as entryStore from '../store/entry-store.ts'
import type { AuditContext } from './audit-context.ts'
import { presentAlert } from './present-alert.ts'
import { presentEntries } from './present-entries.ts'

export async function listAlerts(ctx: AuditContext, input: ListAlerts): Promise<OutputOf<typeof ListAlerts>> {
  const reach = ctx.permit.reach(auditPermits.watchAlerts.name)
  const [millis, id] = input.after?.split('~') ?? []
  const after = millis === undefined || id === undefined ? undefined : { raisedAt: new Date(Number(millis)), id }
  const { alerts: found, hasMore } = await alertStore.listAlerts(ctx.tx, reach, { state: input.state, after })
  const alerts: AlertView[] = []
  for (const alert of found) alerts.push(await presentAlert(ctx, alert))
  const last = hasMore ? found.at(-1) : undefined
  return {
    alerts,
    open: await alertStore.countOpen(ctx.tx, reach),
    ...(last && { next: `${last.raisedAt.getTime()}~${last.id.slice(7)}` }),
  }
}

/** 查看预警 with the entries that it stands on: what somebody did is looked at, so the look is on record. @throws audit/alert-unknown */
export async function getAlert(ctx: AuditContext, input: GetAlert): Promise<OutputOf<typeof GetAlert>> {
  const reach = ctx.permit.reach(auditPermits.watchAlerts.name)
  const alert = await alertStore.findAlert(ctx.tx, reach, input.alertId)
  if (!alert) throw problem(auditProblems['alert-unknown'])
  recordRead(ctx, { subject: alert.id, what: '异常预警的依据', purpose: 'audit' })
  const entries = await entryStore.entriesAt(ctx.tx, reach, alert.positions)
  return { alert: await presentAlert(ctx, alert), entries: await presentEntries(ctx, entries) }
}
