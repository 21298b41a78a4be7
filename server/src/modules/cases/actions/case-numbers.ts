import { randomInt } from 'node:crypto'
import { jurisdictionOf } from '../../../kernel/index.ts'
import type { Case, Numbers } from '../domain/case.ts'
import type { CasesContext } from './cases-context.ts'

/**
 * 办件编号 = implementing code + date + four digits (widened when a day has more), and 查询编号 = division + yyMMdd + six digits
 * (domain 2.6). Both series are free of gaps, so this runs among the last statements before commit.
 */
export async function nextNumbers(ctx: CasesContext, aCase: Case): Promise<Numbers> {
  const jurisdiction = jurisdictionOf(aCase.division)
  const date = ctx.today.replaceAll('-', '')
  const ofItem = await ctx.numbers.next(jurisdiction, `case:${aCase.itemCode}:${date}`)
  const ofDay = await ctx.numbers.next(jurisdiction, `query:${date}`)
  return {
    caseNo: `${aCase.itemCode}${date}${String(ofItem).padStart(4, '0')}`,
    queryCode: `${jurisdiction}${date.slice(2)}${String(ofDay).padStart(6, '0')}`,
  }
}

/** 查询密码: six digits, shown once. */
export function newQueryPassword(): string {
  return String(randomInt(1_000_000)).padStart(6, '0')
}
