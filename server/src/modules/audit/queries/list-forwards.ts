import type { OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { ListForwards } from '../contract/index.ts'
import * as forwardStore from '../store/forward-store.ts'
import type { AuditContext } from './audit-context.ts'

/** 集中日志: whether each system is told, how far it lags behind, and since when it could not be reached. */
export async function listForwards(ctx: AuditContext): Promise<OutputOf<typeof ListForwards>> {
  const forwards = await forwardStore.forwardsOf(ctx.tx, ctx.syslog?.targets ?? [])
  const shown = []
  for (const { target, next, sentAt, failedAt, failure } of forwards) {
    shown.push({
      target,
      waiting: await forwardStore.countWaiting(ctx.tx, next),
      ...(sentAt && { sentAt: sentAt.toISOString() }),
      ...(failedAt && { failedAt: failedAt.toISOString() }),
      ...(failure !== undefined && { failure }),
    })
  }
  return { forwards: shown }
}

/** Of the one that lags behind most; for whoever watches the program. */
export async function mostWaiting(ctx: Context, targets: readonly string[]): Promise<number> {
  let most = 0
  for (const { next } of await forwardStore.forwardsOf(ctx.tx, targets))
    most = Math.max(most, await forwardStore.countWaiting(ctx.tx, next))
  return most
}
