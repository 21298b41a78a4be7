import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { newPublicId, systemActor } from '../../../kernel/index.ts'
import type { OfficeHoursInput } from '../contract/index.ts'
import type { OfficeHours } from '../domain/office-hours.ts'
import { HALL, HOTLINE } from '../fixtures.ts'

const operator = systemActor('operator')
const hall = newPublicId('450721')
const hotline = newPublicId('450721')

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
  app.at('2026-09-30T16:50:00+08:00')
})
afterAll(() => app.close())

type Declared = Partial<Omit<OfficeHoursInput, 'hours'>> & { hours?: OfficeHours }
const declare = ({ hours = HALL, ...input }: Declared, actor = operator) =>
  app.as(actor, (ctx) =>
    app.modules.limits.api.declareOfficeHours(ctx, {
      division: '450721',
      validFrom: '2026-05-01',
      hours: structuredClone(hours) as OfficeHoursInput['hours'],
      basis: '灵政办〔2026〕1号（演示）',
      ...input,
    }),
  )

const dueAt = async (place: { division: string; organizationId?: string }) => {
  const asked = {
    title: '首次答复',
    basis: '服务承诺',
    startAt: new Date('2026-09-30T16:40:00+08:00'),
    minutes: 120,
    stops: [],
  }
  return app.as(operator, (ctx) => app.modules.limits.api.readMinutes(ctx, { ...asked, ...place }), 'read')
}

describe('office hours', () => {
  it("are an organization's own, else those of the nearest division above, else the plain ones", async () => {
    const summer = {
      ...HALL,
      workday: [
        { from: 480, to: 720 },
        { from: 900, to: 1080 },
      ],
    }
    expect((await dueAt({ division: '450721' })).dueAt?.toISOString()).toBe('2026-10-08T02:40:00.000Z')
    await declare({ division: '450000', hours: summer })
    expect((await dueAt({ division: '450721' })).dueAt?.toISOString()).toBe('2026-10-08T00:40:00.000Z')
    expect(await declare({})).toEqual({ outcome: 'declared' })
    await declare({ organizationId: hotline, hours: HOTLINE })
    expect((await dueAt({ division: '450721101' })).dueAt?.toISOString()).toBe('2026-10-08T02:40:00.000Z')
    expect((await dueAt({ division: '450721', organizationId: hall })).dueAt?.toISOString()).toBe(
      '2026-10-08T02:40:00.000Z',
    )
    const open = await dueAt({ division: '450721', organizationId: hotline })
    expect(open.dueAt?.toISOString()).toBe('2026-09-30T10:40:00.000Z')
    expect(open).toMatchObject({ elapsedMinutes: 10, remainingMinutes: 110, overdueMinutes: 0 })
    expect((await dueAt({ division: '620423' })).dueAt?.toISOString()).toBe('2026-10-08T02:40:00.000Z')
  })

  it('said a second time change nothing, and are recorded once', async () => {
    const before = await app.sql(`select count(*)::int as n from ledger.entries where kind like 'limits/OfficeHours%'`)
    expect(await declare({})).toEqual({ outcome: 'unchanged' })
    expect(await declare({ basis: '灵政办〔2026〕9号（演示）' })).toEqual({ outcome: 'declared' })
    const after = await app.sql(`select count(*)::int as n from ledger.entries where kind like 'limits/OfficeHours%'`)
    expect(Number(after[0]!['n'])).toBe(Number(before[0]!['n']) + 1)
  })

  it('need an administrator of the place, a basis, and to be hours', async () => {
    const elsewhere = actorWith(app, ['system-admin'], { division: '620423' })
    await expect(declare({}, elsewhere)).rejects.toThrow('permit/out-of-reach')
    await expect(declare({ basis: '  ' })).rejects.toThrow('limits/no-legal-basis')
    await expect(declare({ hours: { ...HALL, workday: [] } })).rejects.toThrow('limits/bad-office-hours')
  })

  it('give anyone a due time with its reason', async () => {
    const url = `/api/limits/preview-minutes?startAt=2026-09-30T16:40:00%2B08:00&minutes=120&division=450721`
    const answer = await app.server.inject({ method: 'GET', url })
    expect(answer.json()).toMatchObject({
      dueAt: '2026-10-08T02:40:00.000Z',
      openingHours: '9:00至12:00、14:00至17:00',
    })
    expect(answer.json<{ explanation: string }>().explanation).toContain('避开国庆节（10月1日至7日）')
    const refused = await app.server.inject({ method: 'GET', url: url.replace('2026-09-30', '1970-01-01') })
    expect(refused.statusCode).toBe(422)
  })
})
