import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { signIn } from '../../identity/fixtures.ts'
import { FOOD_ITEM, findItemId, registered, signInCast } from '../fixtures.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

it('counts the cases that run on each version of an item, for whoever changes it and nobody else', async () => {
  const cast = await signInCast(app)
  const itemId = await findItemId(app, FOOD_ITEM)
  await registered(app, cast.clerk)
  await registered(app, cast.clerk)
  const path = `/api/items/${itemId}/running-cases`
  const drafter = await signIn(app, 'nongxuemei')
  expect((await drafter.get(path)).json()).toEqual({ versions: [{ version: 1, running: 2 }] })
  expect((await cast.clerk.get(path)).statusCode).toBe(403)
})
