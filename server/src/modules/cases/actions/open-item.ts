import { problem } from '../../../kernel/index.ts'
import type { ServiceItem } from '../../catalogue/contract/index.ts'
import { casesProblems } from '../contract/index.ts'
import type { CasesContext } from './cases-context.ts'

const STATES: Readonly<Record<string, string>> = { suspended: '暂停办理', abolished: '取消', draft: '停止公布' }
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
  const item = await ctx.catalogue.findPublished(ctx, itemId)
  if (!item) {
    const known = await ctx.catalogue.getItem(ctx, itemId)
    throw problem(casesProblems['item-not-open'], { item: known.name, state: STATES[known.state] ?? '停止办理' })
  }
  if (item.audience.length > 0 && !item.audience.includes(kind)) {
    throw problem(casesProblems['item-not-for-you'], {
      item: item.name,
      audience: item.audience.map((one) => AUDIENCES[one]),
    })
  }
  return item
}
