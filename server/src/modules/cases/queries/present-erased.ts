import { chineseDate, todayIn } from '../../../kernel/index.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import type { CaseView } from '../contract/index.ts'
import { reachable } from '../domain/case.ts'
import type { Case } from '../domain/case.ts'
import { hasEnded, keepingOf } from '../domain/erasure.ts'

/** Where personal data stood it says when they were erased, and by whom. */
export async function presentErased(ctx: CasesContext, aCase: Case): Promise<Pick<CaseView, 'erased'>> {
  const { erasedAt: at, erasedBy } = aCase
  if (!at) return {}
  const names = erasedBy === undefined ? undefined : await ctx.organizations.staffNames(ctx, [erasedBy])
  const byName = erasedBy === undefined ? BY_OWNER : (names?.get(erasedBy) ?? '工作人员')
  return { erased: { at: at.toISOString(), byName, text: erasedText(at, byName) } }
}

/** Whoever closed the account asked for it. */
export const BY_OWNER = '申请人本人'

export function erasedText(at: Date, byName: string): string {
  return `个人信息已于${chineseDate(todayIn(at))}由${byName}依法删除`
}

/** How long it is kept, for those who may erase it. */
export function presentKeeping(ctx: CasesContext, aCase: Case): Pick<CaseView, 'keeping'> {
  if (aCase.erasedAt || !ctx.permit.allows('cases.erase', reachable(aCase))) return {}
  return {
    keeping: {
      ...(hasEnded(aCase) && keepingOf(aCase)),
      ...(aCase.heldAt && { heldSince: aCase.heldAt.toISOString() }),
    },
  }
}
