import type { ListFilter } from '../../../platform/module/index.ts'
import { EXPORT_PURPOSES, EXPORT_STATES, exportsPermits } from '../contract/index.ts'
import type { ExportApprover, ExportView } from '../contract/index.ts'
import { mayApprove } from '../domain/export-place.ts'
import { CONDITIONS, DECISION_REASON, REASON } from '../store/export-store.ts'
import type { StoredExport } from '../store/export-store.ts'
import * as ruleStore from '../store/rule-store.ts'
import type { ExportsContext } from './exports-context.ts'
import { presentColumns } from './preview-export.ts'

export async function presentExports(ctx: ExportsContext, found: readonly StoredExport[]): Promise<ExportView[]> {
  const names = await ctx.organizations.staffNames(
    ctx,
    found.flatMap(({ askedBy, decidedBy }) => [askedBy, ...(decidedBy === undefined ? [] : [decidedBy])]),
  )
  const approvers = new Map<string, ExportApprover>()
  for (const jurisdiction of new Set(found.map(({ id }) => id.slice(0, 6))))
    approvers.set(jurisdiction, (await ruleStore.ruleOf(ctx.tx, jurisdiction)).approver)
  const views: ExportView[] = []
  for (const one of found) views.push(await present(ctx, one, { names, approver: approvers.get(one.id.slice(0, 6))! }))
  return views
}

export async function presentExport(ctx: ExportsContext, one: StoredExport): Promise<ExportView> {
  return (await presentExports(ctx, [one]))[0]!
}

async function present(
  ctx: ExportsContext,
  one: StoredExport,
  { names, approver }: { names: ReadonlyMap<string, string>; approver: ExportApprover },
): Promise<ExportView> {
  const list = ctx.lists().find(({ name }) => name === one.list)
  const { id, inFull, format, purpose, counted, state, written, downloads, mostDownloads, version } = one
  const isMine = one.accountId === ctx.actor.accountId
  const isExpired = one.expiresAt !== undefined && one.expiresAt <= ctx.now
  const mayDecide = mayApprove(ctx.permit.reach(exportsPermits.approve.name), one, approver)
  return {
    ...{ id, inFull, format, purpose, counted, state, written, downloads, mostDownloads, version },
    list: one.list,
    listTitle: list?.title ?? one.list,
    conditions: list ? await list.describe(ctx, conditionsOf(ctx, one)) : [],
    columns: (list ? presentColumns(list) : []).filter(({ key }) => one.columns.includes(key)),
    purposeTitle: EXPORT_PURPOSES[purpose],
    reason: ctx.vault.open(one.reason, REASON),
    stateTitle: EXPORT_STATES[state],
    askedByName: names.get(one.askedBy) ?? '',
    askedAt: one.askedAt.toISOString(),
    neededApproval: one.needsApproval,
    ...(one.decidedBy !== undefined && { decidedByName: names.get(one.decidedBy) ?? '' }),
    ...(one.decidedAt && { decidedAt: one.decidedAt.toISOString() }),
    ...(one.decisionReason && { decisionReason: ctx.vault.open(one.decisionReason, DECISION_REASON) }),
    ...(one.madeAt && { madeAt: one.madeAt.toISOString() }),
    ...(one.bytes !== undefined && { bytes: one.bytes }),
    ...(one.sha256 !== undefined && { sha256: one.sha256 }),
    ...(one.failure !== undefined && { failure: one.failure }),
    ...(one.expiresAt && { expiresAt: one.expiresAt.toISOString() }),
    abilities: {
      decide: state === 'asked' && one.askedBy !== ctx.actor.staffId && mayDecide,
      withdraw: state === 'asked' && isMine,
      download: state === 'made' && isMine && !isExpired && downloads < mostDownloads,
    },
  }
}

export function conditionsOf(ctx: ExportsContext, one: StoredExport): ListFilter {
  return JSON.parse(ctx.vault.open(one.conditions, CONDITIONS)) as ListFilter
}
