import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'

describe('x', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await openTestApp()
  })
  afterAll(async () => app.close())
  it('y', async () => {
    console.log(await app.sql('select count(*) from flows.tasks'), actorWith(app, ['handler']))
  })
})
