import type { OutputOf } from '../../../kernel/index.ts'
import type { ListAuditKinds } from '../contract/index.ts'
import { categoryOf } from './audit-category.ts'
import type { AuditContext } from './audit-context.ts'

/** The kinds of entries that there are, for whoever looks for one of them. */
export function listKinds(ctx: AuditContext): Promise<OutputOf<typeof ListAuditKinds>> {
  const kinds = ctx.everyEvent().map(({ kind, title }) => ({ kind, title, category: categoryOf(kind) }))
  return Promise.resolve({ kinds })
}
