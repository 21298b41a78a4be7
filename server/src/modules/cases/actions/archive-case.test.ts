import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { act, decided, inHandling, refusedAct, signInCast, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

describe('archiving', () => {
  it('ends a closed case, after which nothing can be done with it', async () => {
    const denied = await decided(cast, await inHandling(app, cast.clerk), 'deny')
    expect(await refusedAct(cast.certificate, denied, 'archive')).toMatchObject({ code: 'cases/not-allowed-now' })
    const closed = await act(cast.certificate, denied, 'deliver', { method: 'electronic' })
    const archived = await act(cast.certificate, closed, 'archive')
    expect(archived.state).toBe('archived')
    const { abilities, tasks } = await viewOf(cast.certificate, archived.caseId)
    expect(tasks.some((task) => task.state === 'open')).toBe(false)
    expect(Object.entries(abilities).filter(([, may]) => may)).toEqual([])
  })
})
