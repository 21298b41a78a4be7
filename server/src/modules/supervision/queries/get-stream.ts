import { problem, splitPublicId } from '../../../kernel/index.ts'
import type { BinaryFile, OutputOf } from '../../../kernel/index.ts'
import { readWhatIsThere, receiptFile, recordRead, verifyStream } from '../../../platform/ledger/index.ts'
import type { ReadEntry } from '../../../platform/ledger/index.ts'
import { supervisionPermits, supervisionProblems } from '../contract/index.ts'
import type { GetStream, GetStreamReceipt } from '../contract/index.ts'
import type { SupervisionContext } from './supervision-context.ts'

const MINUTE_MS = 60_000

/** What may be watched by which permit. How somebody signs in, reads and is written to is no matter of supervision, but of audit. */
const PERMIT_OF_KIND: Readonly<Record<string, string>> = {
  ...permitFor(supervisionPermits.watch, 'case item licence document organization staff authorization'),
  ...permitFor(supervisionPermits.audit, 'account session mandate file notices'),
}

function permitFor({ name }: { name: string }, kinds: string): Record<string, string> {
  return Object.fromEntries(kinds.split(' ').map((kind) => [kind, name]))
}

/**
 * One thing's whole chain, verified as it is read. What lies beside the chain in clear is not shown here: supervision sees
 * acts and times, not people's data. The reach is decided by the division that the entries name.
 */
export async function getStream(ctx: SupervisionContext, input: GetStream): Promise<OutputOf<typeof GetStream>> {
  const { stream, read, findings, unread } = await watched(ctx, input)
  recordRead(ctx, { subject: input.id, what: '账本记录' })
  const entries = []
  for (const one of read) entries.push(await present(ctx, one))
  return {
    stream: stream.name,
    entries,
    findings: [...findings],
    ...(unread && { gap: unread.detail }),
    caveat: '这里核验的是这一项记录自己的链。从第一条起整条重写的链，只有把总账与早先打印的检查点核对才能发现。',
  }
}

/** 存证回执 of what is watched: to hold in a complaint or a trial, whatever becomes of the system. */
export async function getStreamReceipt(ctx: SupervisionContext, input: GetStreamReceipt): Promise<BinaryFile> {
  const { stream } = await watched(ctx, input)
  const text = await ctx.ledger.receipt(ctx.tx, { stream, seq: input.seq })
  recordRead(ctx, { subject: input.id, what: '存证回执' })
  return receiptFile(text, `${input.kind}-${input.id}${input.seq === undefined ? '' : `-${input.seq}`}`)
}

/** @throws supervision/no-such-stream */
async function watched(ctx: SupervisionContext, { kind, id }: GetStream) {
  const { jurisdiction } = splitPublicId(id)
  const permit = Object.hasOwn(PERMIT_OF_KIND, kind) ? PERMIT_OF_KIND[kind] : undefined
  if (permit === undefined) throw problem(supervisionProblems['no-such-stream'])
  const stream = { jurisdiction, name: `${kind}:${id}` }
  const { entries: read } = await readWhatIsThere(ctx, stream)
  const { findings, unread } = await verifyStream(ctx.tx, stream, ctx.archives)
  const division = String(
    read.find(({ entry }) => typeof entry.body.division === 'string')?.entry.body.division ?? jurisdiction,
  )
  const isKnown = read.length > 0 || findings.length > 0 || unread !== undefined
  if (!isKnown || !ctx.permit.allows(permit, { division })) throw problem(supervisionProblems['no-such-stream'])
  return { stream, read, findings, unread }
}

async function present(ctx: SupervisionContext, { entry, digest, position, erased }: ReadEntry) {
  const late = Date.parse(entry.recordedAt) - Date.parse(entry.occurredAt)
  return {
    seq: entry.seq,
    kind: entry.kind,
    title: ctx.eventTitle(entry.kind),
    actorName: await ctx.actorName(ctx, entry.actor),
    occurredAt: entry.occurredAt,
    recordedAt: entry.recordedAt,
    lateMinutes: Math.round(late / MINUTE_MS),
    body: entry.body,
    digest,
    prev: entry.prev,
    ...(position !== undefined && { position }),
    ...(entry.lateReason !== undefined && { lateReason: entry.lateReason }),
    ...(erased && { erased: { at: erased.at.toISOString(), byName: await eraserName(ctx, erased.byStaffId) } }),
  }
}

/** A member of staff, or the person whose data they were. */
function eraserName(ctx: SupervisionContext, staffId: string | undefined): Promise<string> {
  return ctx.actorName(ctx, staffId === undefined ? { kind: 'person' } : { kind: 'staff', staffId })
}
