import { problem } from '../../../kernel/index.ts'
import type { ServiceItem } from '../../catalogue/contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import type { CasesContext } from './cases-context.ts'

const AUDIENCES = { person: '个人', organization: '企业和其他组织' } as const

/**
 * The item as it is published now, if it takes applications of this kind.
 * @throws cases/item-not-open, cases/item-not-for-you
 */
export async function requireOpenItem(
  ctx: CasesContext,
  itemId: string,
  kind: 'person' | 'organization',
): Promise<ServiceItem> {
  const item = await ctx.catalogue.holdPublished(ctx, itemId)
  if (!item) throw problem(casesProblems['item-not-open'], await whyClosed(ctx, itemId))
  requireAudience(item, kind)
  return item
}

/** @throws cases/item-not-for-you */
export function requireAudience(item: ServiceItem, kind: 'person' | 'organization'): void {
  if (item.audience.length === 0 || item.audience.includes(kind)) return
  const audience = item.audience.map((one) => AUDIENCES[one])
  throw problem(casesProblems['item-not-for-you'], { item: item.name, audience })
}

const STATES: Readonly<Record<string, string>> = { suspended: '暂停办理', abolished: '取消', draft: '停止公布' }

/** Which item takes no applications, and why, for the sentence that says so. */
export async function whyClosed(ctx: CasesContext, itemId: string): Promise<{ item: string; state: string }> {
  const known = await ctx.catalogue.getItem(ctx, itemId)
  return { item: known.name, state: STATES[known.state] ?? '停止办理' }
}
