import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { ok, received, signInCast } from '../cases/fixtures.ts'
import { signIn } from '../identity/fixtures.ts'
import type { SignedIn } from '../identity/fixtures.ts'
import type { VerificationView } from './contract/index.ts'

interface StreamAnswer {
  readonly entries: readonly { readonly title: string; readonly position?: number; readonly actorName: string }[]
  readonly findings: readonly { readonly message: string }[]
}

let app: TestApp
let supervisor: SignedIn
let caseId: string
beforeAll(async () => {
  app = await openTestApp()
  supervisor = await signIn(app, 'mozhengming')
  caseId = (await received(app, await signInCast(app))).caseId
  await app.drain()
})
afterAll(() => app.close())

describe('a supervisor', () => {
  it('sees every entry of a case with its position, and that the chain holds', async () => {
    const { entries, findings } = await ok<StreamAnswer>(supervisor.get(`/api/supervision/streams/case/${caseId}`))
    expect(entries.map((entry) => entry.title)).toEqual(expect.arrayContaining(['提交申请', '收件']))
    expect(entries.every((entry) => entry.position !== undefined)).toBe(true)
    expect(entries.some((entry) => entry.actorName === '陈静')).toBe(true)
    expect(findings).toEqual([])
  })

  it('leaves an entry of having looked, in a stream of the reader and the day', async () => {
    await supervisor.get(`/api/supervision/streams/case/${caseId}`)
    const looked = await app.sql<{ canonical: string }>(
      `select canonical from ledger.entries where stream like 'access:%' and canonical like '%' || $1 || '%'`,
      [caseId],
    )
    expect(looked.length).toBeGreaterThan(0)
  })

  it('does not see how people sign in and what they are told: that is for the auditor', async () => {
    const { accountId } = await signIn(app, 'liming')
    const getStream = app.routes.find((row) => row.contract.name === 'supervision.getStream')!
    const asAuditor = (kind: string) =>
      app.as(actorWith(app, ['auditor']), (ctx) =>
        getStream.run(ctx, { kind, id: accountId }, undefined as never, undefined as never, undefined),
      )
    for (const kind of ['session', 'account']) {
      expect((await supervisor.get(`/api/supervision/streams/${kind}/${accountId}`)).statusCode, kind).toBe(404)
      expect(await asAuditor(kind)).toMatchObject({ stream: `${kind}:${accountId}` })
    }
    expect((await supervisor.get(`/api/supervision/streams/constructor/${accountId}`)).statusCode).toBe(404)
  })

  it('is told which entry was altered by hand, for the case and for the whole', async () => {
    await app.sql(
      `update ledger.entries set canonical = replace(canonical, '"channel":"web"', '"channel":"window"') where stream = $1 and kind = 'cases/CaseSubmitted.v1'`,
      [`case:${caseId}`],
    )
    const { findings } = await ok<StreamAnswer>(supervisor.get(`/api/supervision/streams/case/${caseId}`))
    expect(findings[0]?.message).toContain('被改动')
    const verified = await ok<VerificationView>(supervisor.post('/api/supervision/verifications'))
    expect(verified.findings[0]?.message).toContain(`case:${caseId}`)
    const kept = await ok<{ verifications: VerificationView[] }>(supervisor.get('/api/supervision/verifications'))
    expect(kept.verifications[0]).toMatchObject({
      id: verified.id,
      caveat: expect.stringContaining('检查点') as string,
    })
  })

  it('is refused a checkpoint that is not this record’s', async () => {
    const refused = await supervisor.post('/api/supervision/verifications', {
      checkpoint: 'elsewhere/ledger\n3\nAAAA\n\n— elsewhere/ledger AAAA\n',
    })
    expect(refused.statusCode).toBe(422)
    const { note } = await ok<{ note: string }>(supervisor.get('/api/supervision/checkpoint'))
    // As it comes from a page or a mail: without its last newline, with line ends of Windows.
    const pasted = note.trim().replaceAll('\n', '\r\n')
    expect((await supervisor.post('/api/supervision/verifications', { checkpoint: pasted })).statusCode).toBe(200)
  })

  it('sees how many acts there were each day, counted from the record, the same when counted anew', async () => {
    interface Answer {
      readonly days: readonly { readonly day: string; readonly submitted: number; readonly received: number }[]
      readonly behind: number
    }
    const list = () => ok<Answer>(supervisor.get('/api/supervision/daily-acts'))
    await app.drain()
    const before = await list()
    expect(before.behind).toBe(0)
    expect(before.days[0]?.received).toBeGreaterThan(0)
    await received(app, await signInCast(app))
    await app.drain()
    const after = await list()
    expect(after.days[0]).toMatchObject({
      submitted: before.days[0]!.submitted + 1,
      received: before.days[0]!.received + 1,
    })
    await app.sql('update supervision.daily_acts set acts = acts + 7')
    await app.readers.rebuild('supervision/daily-acts')
    expect(await list()).toMatchObject({ days: after.days })
  })

  it('sees no acts of another county', async () => {
    const [{ count } = { count: 0 }] = await app.sql<{ count: number }>(
      `select count(*)::int as count from supervision.daily_acts where division like '450721%'`,
    )
    expect(count).toBeGreaterThan(0)
    const route = app.routes.find((row) => row.contract.name === 'supervision.listDailyActs')!
    const elsewhere = actorWith(app, ['supervisor'], { division: '620423' })
    const answer = await app.as(
      elsewhere,
      (ctx) => route.run(ctx, { days: 14 }, undefined as never, undefined as never, undefined),
      'read',
    )
    expect(answer).toMatchObject({ days: [] })
  })

  it('of another county sees nothing of this one', async () => {
    const clerk = await signIn(app, 'zhaojingtai')
    expect((await clerk.get(`/api/supervision/streams/case/${caseId}`)).statusCode).toBe(403)
  })
})
