import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { exportsPermits } from '../contract/index.ts'
import type { CountExports, ExportView, ListExports, ListMyExports } from '../contract/index.ts'
import * as exportStore from '../store/export-store.ts'
import type { StoredExport } from '../store/export-store.ts'
import type { ExportsContext } from './exports-context.ts'
import { presentExports } from './present-export.ts'

const PAGE = 20
const MOST_COUNTED = 100

export async function listMyExports(
  ctx: ExportsContext,
  input: InputOf<typeof ListMyExports>,
): Promise<OutputOf<typeof ListMyExports>> {
  const after = await pageStart(ctx, input.after)
  return page(ctx, await exportStore.listOf(ctx.tx, ctx.actor.accountId ?? '', { after, limit: PAGE + 1 }))
}

/** What others ask for, within the approver's reach: their own nobody decides, and here nobody finds it. */
export async function listExports(
  ctx: ExportsContext,
  input: InputOf<typeof ListExports>,
): Promise<OutputOf<typeof ListExports>> {
  const reach = ctx.permit.reach(exportsPermits.approve.name)
  const after = await pageStart(ctx, input.after)
  const of = { reach, state: input.state, butOf: ctx.actor.staffId ?? '', after, limit: PAGE + 1 }
  const { waiting } = await countExports(ctx)
  return { ...(await page(ctx, await exportStore.listWithin(ctx.tx, of))), waiting }
}

export async function countExports(ctx: ExportsContext): Promise<OutputOf<typeof CountExports>> {
  const reach = ctx.permit.reach(exportsPermits.approve.name)
  return { waiting: await exportStore.countWaiting(ctx.tx, reach, ctx.actor.staffId ?? '', MOST_COUNTED) }
}

async function pageStart(ctx: ExportsContext, after: string | undefined): Promise<StoredExport | undefined> {
  return after === undefined ? undefined : exportStore.find(ctx.tx, after)
}

async function page(
  ctx: ExportsContext,
  found: readonly StoredExport[],
): Promise<{ exports: ExportView[]; next?: string }> {
  const shown = found.slice(0, PAGE)
  const next = found.length > PAGE ? shown.at(-1)?.id : undefined
  return { exports: await presentExports(ctx, shown), ...(next !== undefined && { next }) }
}
