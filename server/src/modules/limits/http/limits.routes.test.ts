import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const get = (url: string) => app.server.inject({ method: 'GET', url })

describe('the routes of limits', () => {
  it('preview a due date for anyone, with stops in the address', async () => {
    const stops = 'stops=2025-09-18..2025-09-22&stops=2025-09-20..2025-09-24'
    const answer = await get(`/api/limits/preview?startOn=2025-09-15&value=20&unit=workday&division=450721&${stops}`)
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({ dueOn: '2025-10-23', provisional: false })
    expect(answer.json().strip.length).toBeGreaterThan(5)
  })

  it.each([
    ['startOn=2025-02-30&value=20&unit=workday', 400],
    ['startOn=2025-09-15&value=many&unit=workday', 400],
    ['startOn=2025-09-15&value=20&unit=fortnight', 400],
    ['startOn=2025-09-15&value=0&unit=workday', 422],
    ['startOn=2025-09-15&value=20&unit=workday&stops=yesterday', 400],
    ['startOn=2025-09-15&value=20&unit=workday&stops=2025-09-24..2025-09-18', 422],
  ])('refuse a preview of %s', async (query, status) => {
    const answer = await get(`/api/limits/preview?${query}`)
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toContain('application/problem+json')
  })

  it('keep the list of running limits and the calendar to those who may', async () => {
    expect((await get('/api/limits')).statusCode).toBe(401)
    expect((await get('/api/limits/calendar')).statusCode).toBe(401)
  })
})
