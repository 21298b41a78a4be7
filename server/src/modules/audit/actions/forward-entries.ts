import { readPositions } from '../../../platform/ledger/index.ts'
import type { RunAct } from '../../../platform/module/index.ts'
import { OutgoingFailed, OutgoingRefused } from '../../../platform/outgoing/index.ts'
import { datagram, framed, syslogMessage } from '../domain/syslog-message.ts'
import type { AuditDeps, SyslogSettings } from '../queries/audit-context.ts'
import { describeEntry } from '../queries/describe-entry.ts'
import type { IndexedEntry } from '../store/entry-store.ts'
import * as forwardStore from '../store/forward-store.ts'

const BATCH = 500
const LEASE_MS = 90_000
/** A run of the timer takes no longer than this: the next one goes on. */
const MOST_BATCHES = 200

/**
 * 集中日志: tells each central log system what came since, in batches. The ledger is the queue: after an outage it goes on where
 * it was. Syslog knows no acknowledgement; a batch counts as told when the other side has read the connection to its end, over UDP when it
 * was sent. What was cut off is told again, and its position says that it is the same.
 */
export async function forwardEntries(deps: AuditDeps, act: RunAct): Promise<void> {
  if (deps.syslog === undefined) return
  for (const url of deps.syslog.targets) await tell({ deps, act, syslog: deps.syslog, url })
}

interface Telling {
  readonly deps: AuditDeps
  readonly act: RunAct
  readonly syslog: SyslogSettings
  readonly url: string
}

async function tell(telling: Telling): Promise<void> {
  const { act, syslog, url } = telling
  const lease = await act(async (ctx) => {
    const until = new Date(ctx.now.getTime() + LEASE_MS)
    return forwardStore.takeLease(ctx.tx, url, { now: ctx.now, until })
  })
  if (lease === undefined) return
  try {
    let next: number | undefined = lease
    for (let batches = 0; next !== undefined && batches < MOST_BATCHES; batches += 1)
      next = await tellBatch(telling, next)
    await act((ctx) => forwardStore.giveLeaseBack(ctx.tx, url))
  } catch (error) {
    if (!(error instanceof OutgoingFailed) && !(error instanceof OutgoingRefused)) throw error
    syslog.onTrouble({ target: url, reason: error.message })
    await act((ctx) => forwardStore.noteFailure(ctx.tx, url, { at: ctx.now, failure: error.message.slice(0, 300) }))
  }
}

/** @returns where to go on; undefined when all was told */
async function tellBatch({ deps, act, syslog, url }: Telling, position: number): Promise<number | undefined> {
  const { entries, messages } = await act(async (ctx) => {
    const found = await forwardStore.nextEntries(ctx.tx, { position, limit: BATCH })
    const read = await readPositions(
      ctx,
      found.map((one) => one.position),
    )
    const texts = new Map(read.map((one) => [one.position, describeEntry(one.entry)]))
    return {
      entries: found,
      messages: found.map((one) => messageOf(deps, syslog, { one, text: texts.get(one.position) })),
    }
  })
  const last = entries.at(-1)
  if (!last) return undefined
  await syslog.deliver({
    url,
    messages: messages.map(url.startsWith('udp:') ? datagram : framed),
    ...(syslog.authority && { authority: syslog.authority }),
    ...(syslog.mayBeClear && { mayBeClear: true }),
  })
  const next = last.position + 1
  await act((ctx) =>
    forwardStore.moveForward(ctx.tx, url, { next, at: ctx.now, until: new Date(ctx.now.getTime() + LEASE_MS) }),
  )
  return entries.length < BATCH ? undefined : next
}

function messageOf(
  deps: AuditDeps,
  syslog: SyslogSettings,
  { one, text }: { one: IndexedEntry; text: string | undefined },
): string {
  const title = deps.eventTitle(one.kind)
  return syslogMessage({ ...one, text: text ? `${title}：${text}` : title }, syslog.host)
}
