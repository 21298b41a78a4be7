import { problem } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { casesProblems } from '../contract/index.ts'
import type { Suspension } from './case.ts'

/** 特别程序 as an item lists it. */
export interface SpecialProcedure {
  readonly code: string
  readonly name: string
  readonly stopsClock: boolean
  readonly legalBasis?: string | undefined
  readonly limitWorkdays?: number | undefined
}

/**
 * Only a procedure of the item with a legal basis stops a clock, and the applicant is told how long it takes (行政许可法 art. 45).
 * @throws cases/procedure-unknown, cases/procedure-length-required
 */
export function suspensionBy(
  procedures: readonly SpecialProcedure[],
  asked: { procedureCode: string; expectedWorkdays?: number | undefined },
  since: CalendarDate,
): Suspension {
  const { procedureCode } = asked
  const found = procedures.find((one) => one.code === procedureCode)
  if (!found?.stopsClock || found.legalBasis === undefined)
    throw problem(casesProblems['procedure-unknown'], { name: found?.name ?? procedureCode })
  const expectedWorkdays = asked.expectedWorkdays ?? found.limitWorkdays
  if (expectedWorkdays === undefined) {
    const field = { path: '/expectedWorkdays', message: '请填写预计需要的工作日' }
    throw problem(casesProblems['procedure-length-required'], {}, [field])
  }
  return { procedureCode, procedureName: found.name, legalBasis: found.legalBasis, since, expectedWorkdays }
}
