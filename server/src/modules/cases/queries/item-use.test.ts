import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { CaseStanding, ItemUse } from '../contract/index.ts'
import { FOOD_ITEM, decided, findItemId, inHandling, signInCast } from '../fixtures.ts'

let app: TestApp
let itemId: string
let waiting: CaseStanding[]
/** A Tuesday without holidays near: five cases are accepted, and wait. */
beforeAll(async () => {
  app = await openTestApp()
  app.at('2026-10-20T10:00:00+08:00')
  itemId = await findItemId(app, FOOD_ITEM)
  const { clerk } = await signInCast(app)
  waiting = []
  for (let left = 5; left > 0; left -= 1) waiting.push(await inHandling(app, clerk))
})
afterAll(() => app.close())

/** So many of those that wait are decided at this moment. */
async function decide(at: string, cases: number): Promise<void> {
  app.at(at)
  const cast = await signInCast(app)
  for (const one of waiting.splice(0, cases)) await decided(cast, one)
  await app.drain()
}

async function read<T>(url: string): Promise<T> {
  const answer = await app.server.inject({ url })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<T>()
}

const use = () => read<ItemUse>(`/api/items/${itemId}/use`)
const mostUsed = (division: string) =>
  read<{ items: { itemId: string; name: string; cases: number }[] }>(`/api/most-used-items?division=${division}`)

describe('how an item was really used', () => {
  it('is not told of four cases: that would say nothing of the item, and perhaps something of somebody', async () => {
    await decide('2026-10-20T16:00:00+08:00', 2)
    await decide('2026-10-22T16:00:00+08:00', 2)
    expect(await use()).toEqual({ days: 90, decided: 0 })
  })

  it('is told in workdays: half of the cases, and nine in ten; a weekend does not count', async () => {
    await decide('2026-10-26T16:00:00+08:00', 1)
    expect(await use()).toEqual({ days: 90, decided: 5, half: 2, most: 4 })
  })

  it('comes out the same when it is counted anew from the record', async () => {
    const [before, list] = [await use(), await mostUsed('450721')]
    await app.readers.rebuild('cases/item-use')
    expect([await use(), await mostUsed('450721')]).toEqual([before, list])
  })

  it('makes the list of what is applied for most, in the place that was asked for', async () => {
    expect((await mostUsed('450721')).items).toEqual([{ itemId, name: expect.any(String) as string, cases: 5 }])
    expect((await mostUsed('450000')).items).toHaveLength(1)
    expect((await mostUsed('620423')).items).toEqual([])
  })

  it('leaves out what cannot be applied for today, and what was long ago', async () => {
    app.at('2026-10-27T10:00:00+08:00')
    const suspension = {
      version: 1,
      basis: '县人民政府的决定',
      effectiveOn: '2026-10-27',
      runningCases: '已受理的继续办理',
    }
    const keeper = await signIn(app, 'tanwenbin')
    expect((await keeper.post(`/api/admin/items/${itemId}/suspend`, suspension)).statusCode).toBe(200)
    expect((await mostUsed('450721')).items).toEqual([])
    app.at('2027-03-01T10:00:00+08:00')
    expect(await use()).toEqual({ days: 90, decided: 0 })
  })
})
