import type { LedgerEntry } from '../../../platform/ledger/index.ts'
import type { RunAct } from '../../../platform/module/index.ts'
import { findPending, recordAttempt } from '../actions/record-delivery.ts'
import type { NoticesDeps } from '../queries/notices-context.ts'

/** Tries each channel once, outside any transaction; throws when one has to be tried again, and the queue waits longer each time. */
export async function deliverNotice(deps: NoticesDeps, entry: LedgerEntry, act: RunAct): Promise<void> {
  const noticeId = String(entry.body.noticeId)
  const pending = await act((ctx) => findPending({ ...ctx, ...deps }, noticeId))
  if (!pending) return
  const { accountId, message } = pending
  const failures: unknown[] = []
  for (const delivery of pending.deliveries) {
    const channel = deps.channels.find((one) => one.name === delivery.channel)
    const error = await (channel ? channel.deliver(message).then(noError, errorText) : noChannel(delivery.channel))
    await act((ctx) => recordAttempt({ ...ctx, ...deps }, { accountId, delivery, error }))
    if (error !== undefined) failures.push(error)
  }
  if (failures.length > 0) throw new Error(`notice ${noticeId} was not delivered: ${failures.join('; ')}`)
}

function noError(): undefined {
  return undefined
}

function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function noChannel(name: string): Promise<string> {
  return Promise.resolve(`no channel ${name} is connected`)
}
