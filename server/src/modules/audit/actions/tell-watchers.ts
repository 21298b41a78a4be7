import { auditPermits } from '../contract/permits.ts'
import { WATCH_RULES } from '../contract/watch-rules.ts'
import type { AuditContext } from '../queries/audit-context.ts'
import type { Alert } from '../store/alert-store.ts'

/**
 * 预警通知: whoever watches alerts of a place is told at once, of all that one look raised together; and not again before that was
 * read. It names rules and numbers, and nobody: who it concerns stands behind the permit.
 */
export async function tellWatchers(ctx: AuditContext, raised: readonly Alert[]): Promise<void> {
  for (const [division, alerts] of Map.groupBy(raised, (alert) => alert.division)) {
    await ctx.tell(ctx, {
      permit: auditPermits.watchAlerts.name,
      division,
      kind: 'audit-alert',
      title: `有 ${alerts.length} 件新的异常预警待核实`,
      text: `${linesOf(alerts)}。请在工作台的“审计·异常预警”里核实并写明情况。这条通知读过以前，新的预警不再另发。`,
    })
  }
}

function linesOf(alerts: readonly Alert[]): string {
  const byRule = Map.groupBy(alerts, ({ rule }) => rule)
  return [...byRule].map(([rule, of]) => `${WATCH_RULES[rule].title} ${of.length} 件`).join('、')
}
