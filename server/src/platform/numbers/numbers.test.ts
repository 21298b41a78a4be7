import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { systemActor } from '../../kernel/index.ts'

const WANTED = 10_000
/** Four times the pool: they wait for connections as well as for the counters. */
const AT_ONCE = 32
const SERIES = ['case:2026-11-22'] as const
const ROLLED_BACK = 'rolled back on purpose'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

/** One act that takes a number as its last statement; every tenth fails when it has it. */
async function take(index: number): Promise<readonly number[] | undefined> {
  const acting = app.as(systemActor('test'), async (ctx) => {
    ctx.nothingChanged()
    const numbers: number[] = []
    ctx.beforeCommit(async () => {
      for (const series of SERIES) numbers.push(await ctx.numbers.next('450721', series))
      if (index % 10 === 0) throw new Error(ROLLED_BACK)
    })
    return numbers
  })
  return acting.catch((error: unknown) => {
    if ((error as Error).message !== ROLLED_BACK) throw error
    return undefined
  })
}

describe('numbers', () => {
  it('have no gap and no duplicate, though ten thousand are asked for side by side and every tenth is given back', async () => {
    let asked = 0
    const taken: (readonly number[])[] = []
    const worker = async (): Promise<void> => {
      for (let index = (asked += 1); index <= WANTED; index = asked += 1) {
        const numbers = await take(index)
        if (numbers) taken.push(numbers)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    const oneToAll = Array.from({ length: WANTED * 0.9 }, (_, n) => n + 1)
    for (const place of SERIES.keys()) {
      expect(taken.map((numbers) => numbers[place]!).toSorted((a, b) => a - b)).toEqual(oneToAll)
    }
    const counters = await app.sql<{ last: string }>('select last from numbers.counters where series = any ($1)', [
      SERIES,
    ])
    expect(counters.map(({ last }) => Number(last))).toEqual([WANTED * 0.9])
  }, 180_000)

  it('of one county and of one series leave every other alone', async () => {
    const next = (jurisdiction: string, series: string) =>
      app.as(systemActor('test'), (ctx) => {
        ctx.nothingChanged()
        return ctx.numbers.next(jurisdiction, series)
      })
    expect(await next('620423', SERIES[0])).toBe(1)
    expect(await next('450721', 'another')).toBe(1)
    expect(await next('620423', SERIES[0])).toBe(2)
  })
})
