import { randomInt } from 'node:crypto'
import { jurisdictionOf } from '../../../kernel/index.ts'
import type { CaseSubmission } from '../contract/index.ts'
import { standing } from '../domain/case.ts'
import type { Case, Numbers } from '../domain/case.ts'
import type { StoredCase } from '../store/case-store.ts'
import { blindPassword } from '../store/sealed-case.ts'
import type { CasesContext } from './cases-context.ts'

/** What the end of an act is given: the case's numbers, and the password's index to be stored with them. */
export interface Numbered {
  readonly numbers: Numbers
  readonly query_password_blind: Buffer
}

/**
 * Runs the end of an act that gives a case its numbers: before commit, so that the counters are locked as briefly as can be.
 * The answer is filled in then; it is serialized only after commit.
 */
export function finishWithNumbers(
  ctx: CasesContext,
  { aCase, sealed }: StoredCase,
  finish: (numbered: Numbered) => Promise<Case>,
): CaseSubmission {
  const answer: CaseSubmission = { ...standing(aCase), caseNo: '', queryCode: '' }
  ctx.beforeCommit(async () => {
    const { caseNo, queryCode } = aCase
    const numbers = caseNo && queryCode ? { caseNo, queryCode } : await nextNumbers(ctx, aCase)
    const queryPassword = sealed.query_password_blind ? undefined : newQueryPassword()
    const next = await finish({
      numbers,
      query_password_blind:
        sealed.query_password_blind ?? blindPassword(ctx.vault, numbers.queryCode, queryPassword ?? ''),
    })
    Object.assign(answer, standing(next), numbers, queryPassword === undefined ? {} : { queryPassword })
  })
  return answer
}

/**
 * 办件编号 = implementing code + date + four digits (widened when a day has more), and 查询编号 = division + yyMMdd + six digits
 * (domain 2.6). Both series are free of gaps, so this runs among the last statements before commit.
 */
async function nextNumbers(ctx: CasesContext, aCase: Case): Promise<Numbers> {
  const jurisdiction = jurisdictionOf(aCase.division)
  const date = ctx.today.replaceAll('-', '')
  const [ofItem, ofDay] = await Promise.all([
    ctx.numbers.next(jurisdiction, `case:${aCase.itemCode}:${date}`),
    ctx.numbers.next(jurisdiction, `query:${date}`),
  ])
  return {
    caseNo: `${aCase.itemCode}${date}${String(ofItem).padStart(4, '0')}`,
    queryCode: `${jurisdiction}${date.slice(2)}${String(ofDay).padStart(6, '0')}`,
  }
}

/** 查询密码: six digits, shown once. */
function newQueryPassword(): string {
  return String(randomInt(1_000_000)).padStart(6, '0')
}
