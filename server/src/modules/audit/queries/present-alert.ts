import { WATCH_RULES, auditPermits } from '../contract/index.ts'
import type { AlertView } from '../contract/index.ts'
import type { Alert } from '../store/alert-store.ts'
import type { AuditContext } from './audit-context.ts'

export const ALERT_REASON = 'audit.alert_reason'

export async function presentAlert(ctx: AuditContext, alert: Alert): Promise<AlertView> {
  const { id, rule, state, version, staffId, decidedBy, decidedAt, reason } = alert
  const nameOf = (of: string) => ctx.actorName(ctx, { kind: 'staff', staffId: of })
  const isMine = staffId !== undefined && staffId === ctx.actor.staffId
  const place = { division: alert.division }
  const may = ctx.permit.allows(auditPermits.decideAlerts.name, place) || alert.division === '000000'
  return {
    ...{ id, rule, state, version },
    title: WATCH_RULES[rule].title,
    text: textOf(alert),
    raisedAt: alert.raisedAt.toISOString(),
    firstAt: alert.firstAt.toISOString(),
    lastAt: alert.lastAt.toISOString(),
    ...(staffId !== undefined && { staffName: await nameOf(staffId) }),
    ...(reason && { reason: ctx.vault.open(reason, ALERT_REASON) }),
    ...(decidedBy !== undefined && { decidedByName: await nameOf(decidedBy) }),
    ...(decidedAt && { decidedAt: decidedAt.toISOString() }),
    abilities: { decide: state === 'open' && !isMine && may },
  }
}

const UNITS: Readonly<Record<AlertView['rule'], (counted: number) => string>> = {
  'mass-look-ups': (counted) => `查阅了 ${counted} 个办件的个人信息`,
  'look-ups-without-case': (counted) => `查阅了 ${counted} 个自己从未经办的办件`,
  'off-hours-look-ups': (counted) => `在办公时间以外查阅个人信息 ${counted} 次`,
  'reveals-beyond-limit': (counted) => `用完一天的次数以后又想查看完整信息 ${counted} 次`,
  'failed-sign-ins': (counted) => `登录失败 ${counted} 次`,
  'two-places': (counted) => `在其他网络还没有退出时登录 ${counted} 次`,
}

function textOf({ rule, counted, most, windowMinutes }: Alert): string {
  return `${spanText(windowMinutes)}内${UNITS[rule](counted)}（限值 ${most}）`
}

function spanText(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60} 小时` : `${minutes} 分钟`
}
