import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import type { CaseSubmission } from '../contract/index.ts'
import { FOOD_ANSWERS, FOOD_ITEM, STRANGER, casesContext, findItemId } from '../fixtures.ts'
import { registerCase } from './register-case.ts'

const CASES = 300
/** Three times the pool: they wait for connections as well as for the counters. */
const AT_ONCE = 24
const ROLLED_BACK = 'rolled back on purpose'

let app: TestApp
let clerk: SignedIn
let itemId: string
beforeAll(async () => {
  app = await openTestApp()
  clerk = await signIn(app, 'chenjing')
  itemId = await findItemId(app, FOOD_ITEM)
})
afterAll(() => app.close())

/** Registers one case, and lets every tenth fail after it took its numbers, before anything is committed. */
async function register(index: number): Promise<CaseSubmission | undefined> {
  const input = {
    itemId,
    applicant: { ...STRANGER, kind: 'person' as const },
    answers: FOOD_ANSWERS,
    paperMaterialIds: [],
  }
  const acting = app.as(clerk.actor, async (ctx) => {
    const answer = await registerCase(casesContext(app, ctx), input)
    if (index % 10 === 0) ctx.beforeCommit(() => Promise.reject(new Error(ROLLED_BACK)))
    return answer
  })
  return acting.catch((error: unknown) => {
    if ((error as Error).message !== ROLLED_BACK) throw error
    return undefined
  })
}

describe('the numbers of cases', () => {
  it('are unique and without a gap, though three hundred are taken side by side and every tenth is given back', async () => {
    const waiting = Array.from({ length: CASES }, (_, index) => index)
    const taken: CaseSubmission[] = []
    const clerkAtWork = async (): Promise<void> => {
      for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
        const answer = await register(index)
        if (answer) taken.push(answer)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, clerkAtWork))
    expect(taken).toHaveLength(CASES * 0.9)
    const oneToAll = Array.from({ length: taken.length }, (_, index) => index + 1)
    const serials = (numbers: string[], digits: number): number[] =>
      numbers.map((number) => Number(number.slice(-digits))).toSorted((a, b) => a - b)
    expect(
      serials(
        taken.map((one) => one.caseNo),
        4,
      ),
    ).toEqual(oneToAll)
    expect(
      serials(
        taken.map((one) => one.queryCode),
        6,
      ),
    ).toEqual(oneToAll)
    const stored = await app.sql<{ case_no: string }>('select case_no from cases.cases')
    expect(stored.map((row) => row.case_no).toSorted()).toEqual(taken.map((one) => one.caseNo).toSorted())
  }, 180_000)
})
