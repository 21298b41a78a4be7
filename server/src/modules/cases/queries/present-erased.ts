import { chineseDate, todayIn } from '../../../kernel/index.ts'
import type { CasesContext } from '../actions/cases-context.ts'
import type { CaseView } from '../contract/index.ts'
import type { Case } from '../domain/case.ts'

/** Where personal data stood it says when they were erased, and by whom. */
export async function presentErased(ctx: CasesContext, aCase: Case): Promise<Pick<CaseView, 'erased'>> {
  const { erasedAt: at, erasedBy } = aCase
  if (!at) return {}
  const names = erasedBy === undefined ? undefined : await ctx.organizations.staffNames(ctx, [erasedBy])
  const byName = names?.get(erasedBy ?? '') ?? '工作人员'
  return { erased: { at: at.toISOString(), byName, text: erasedText(at, byName) } }
}

export function erasedText(at: Date, byName: string): string {
  return `个人信息已于${chineseDate(todayIn(at))}由${byName}删除`
}
