import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import type { InputOf } from '../../../kernel/index.ts'
import { ANONYMOUS, calendarDate } from '../../../kernel/index.ts'
import type { PreviewDue } from '../contract/index.ts'
import { DEFAULT_ALARM_POLICY } from '../domain/alarm-level.ts'
import { createLimits } from '../index.ts'
import { createCalendars } from '../store/calendars.ts'
import { previewDue } from './preview-due.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const deps = { calendars: createCalendars(), policy: DEFAULT_ALARM_POLICY }
const preview = (input: Partial<InputOf<typeof PreviewDue>>) =>
  app.as(
    ANONYMOUS,
    (ctx) => previewDue({ ...ctx, ...deps }, { startOn: '2025-09-15', value: 20, unit: 'workday', ...input }),
    'read',
  )

describe('the preview of a due date', () => {
  it('gives the date, the reason and the ribbon, to anyone', async () => {
    const found = await preview({ stops: ['2025-09-18..2025-09-24'] })
    expect(found).toMatchObject({ dueOn: '2025-10-23', provisional: false })
    expect(found.explanation).toContain('停止计时4个工作日')
    expect(found.strip.at(-1)).toMatchObject({ to: '2025-10-23', kind: 'left' })
  })

  it('refuses what is no length, no day of the span, and no stretch of days', async () => {
    await expect(preview({ value: 0 })).rejects.toThrow('limits/bad-length')
    await expect(preview({ value: 3, unit: 'instant' })).rejects.toThrow('limits/bad-length')
    await expect(preview({ startOn: '1970-01-01' })).rejects.toThrow('limits/outside-calendar')
    await expect(preview({ stops: ['2025-09-24..2025-09-18'] })).rejects.toThrow('limits/bad-stop')
    await expect(preview({ stops: ['2025-02-30..2025-09-18'] })).rejects.toThrow('limits/bad-stop')
  })
})

describe('the calendar of a division', () => {
  it('tells workdays and counts them for other modules', async () => {
    const { api } = createLimits()
    const ask = { division: '450721', date: calendarDate('2025-10-01') }
    expect(await app.as(ANONYMOUS, (ctx) => api.isWorkday(ctx, ask), 'read')).toBe(false)
    expect(await app.as(ANONYMOUS, (ctx) => api.workdayAfter(ctx, { ...ask, n: 1 }), 'read')).toBe('2025-10-09')
    const beyond = app.as(ANONYMOUS, (ctx) => api.workdayAfter(ctx, { ...ask, n: 99_999 }), 'read')
    await expect(beyond).rejects.toThrow('limits/outside-calendar')
  })
})
