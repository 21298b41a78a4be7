import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { newPublicId } from '../../../kernel/index.ts'
import type { Actor } from '../../../kernel/index.ts'
import type { LicenceVerification, LicenceView } from '../contract/index.ts'
import { parseIdentifier } from '../domain/identifier.ts'
import { getLicence } from '../queries/get-licence.ts'
import { listLicences, listMyLicences } from '../queries/list-licences.ts'
import type { IssueLicence } from './issue-licence.ts'
import { cancelLicence } from './cancel-licence.ts'
import { resumeLicence } from './resume-licence.ts'
import { revokeLicence } from './revoke-licence.ts'
import { suspendLicence } from './suspend-licence.ts'

let app: TestApp
let organizationId: string
let certificateClerk: Actor
let approver: Actor

beforeAll(async () => {
  app = await openTestApp()
  app.at('2026-11-22T02:00:00Z')
  const name = '灵山县行政审批局'
  const found = await app.as(
    actorWith(app, []),
    (ctx) => app.modules.organizations.api.findOrganizationByName(ctx, { jurisdiction: '450721', name }),
    'read',
  )
  organizationId = found!.id
  certificateClerk = actorWith(app, ['certificate-clerk'], { division: '450721', organizationId })
  approver = actorWith(app, ['approver'], { division: '450721', organizationId })
})
afterAll(() => app.close())

async function issue(changes: Partial<IssueLicence> = {}): Promise<LicenceView> {
  const issued = await app.as(certificateClerk, (ctx) =>
    app.modules.licences.api.issue(ctx, {
      type: { code: '11450721MB15580811903', name: '公共场所卫生许可证（演示）' },
      holder: '王芳',
      holderCode: '999999199003070039',
      holderCodeType: 'citizen-id',
      caseId: newPublicId('450721'),
      organizationId,
      division: '450721',
      fields: [{ title: '经营场所', value: '灵山县灵城街道江滨路1号' }],
      validFrom: '2026-11-22',
      validTo: '2030-11-21',
      ...changes,
    }),
  )
  return app.as(certificateClerk, (ctx) => getLicence(ctx, { licenceId: issued.id }), 'read')
}

async function verify(id: string): Promise<LicenceVerification> {
  const answer = await app.server.inject({ url: `/api/licences/verify?id=${encodeURIComponent(id)}` })
  return answer.json<LicenceVerification>()
}

const why = { reason: '以欺骗手段取得许可', basis: '《中华人民共和国行政许可法》第六十九条第二款' }

describe('issuing licences', () => {
  it('gives an identifier that checks, a number without gaps, and a page with seal and QR code', async () => {
    const first = await issue()
    const second = await issue()
    const parts = parseIdentifier(first.identifier!)
    expect(parts).toMatchObject({ typeCode: '11450721MB15580811903', issuerCode: '11450721MB15580811', version: 1 })
    expect(Number(second.licenceNo) - Number(first.licenceNo)).toBe(1)
    await app.drain()
    const pages = await app.as(certificateClerk, (ctx) => app.modules.documents.api.listFor(ctx, first.id), 'read')
    expect(pages).toMatchObject([{ id: first.documentId, state: 'ready', pages: 1 }])
    expect((await verify(first.identifier!)).sha256).toBe(pages[0]!.sha256)
  })

  it('seals the holder and what the licence says', async () => {
    const licence = await issue()
    const rows = await app.sql('select * from licences.licences where id = $1', [licence.id.slice(7)])
    const text = JSON.stringify(
      Object.values(rows[0]!).map((value) => (Buffer.isBuffer(value) ? value.toString() : value)),
    )
    expect(text).not.toMatch(/王芳|999999199003070039|江滨路/)
    const entries = await app.sql('select canonical from ledger.entries where stream = $1', [`licence:${licence.id}`])
    expect(JSON.stringify(entries)).not.toMatch(/王芳|999999199003070039|江滨路/)
  })

  it('shows the name and the code of a person in full to the holder only', async () => {
    const holder = actorWith(app, ['resident'])
    await issue({ holderAccountId: holder.accountId! })
    const mine = await app.as(holder, (ctx) => listMyLicences(ctx), 'read')
    expect(mine.licences).toMatchObject([
      { holder: '王芳', holderCode: '999999199003070039', state: 'issued', stateTitle: '有效' },
    ])
    const seen = await app.as(certificateClerk, (ctx) => listLicences(ctx, { limit: 1 }), 'read')
    expect(seen.licences[0]).toMatchObject({ holder: '王*', holderCode: '999***********0039' })
  })

  it('replaces a licence by the next version under the same serial', async () => {
    const first = await issue()
    const next = await issue({ supersedes: { licenceId: first.id, version: first.version } })
    const [old, young] = [parseIdentifier(first.identifier!)!, parseIdentifier(next.identifier!)!]
    expect(young).toEqual({ ...old, version: 2 })
    expect((await verify(first.identifier!)).answer).toBe('superseded')
    expect((await verify(next.identifier!)).answer).toBe('valid')
    await expect(issue({ supersedes: { licenceId: first.id, version: 2 } })).rejects.toMatchObject({
      definition: { code: 'licences/state-forbids' },
    })
  })

  it('refuses a period that ends before it begins, and a type code that no identifier can carry', async () => {
    await expect(issue({ validTo: '2026-11-21' })).rejects.toMatchObject({
      definition: { code: 'licences/period-malformed' },
    })
    await expect(issue({ type: { code: 'hygiene', name: '卫生许可证' } })).rejects.toMatchObject({
      definition: { code: 'licences/code-malformed' },
    })
  })
})

describe('verifying licences', () => {
  it('says valid to anybody who holds the identifier, with the name masked and no code', async () => {
    const licence = await issue()
    const answer = await verify(` ${licence.identifier!.toLowerCase()} `)
    expect(answer).toMatchObject({ answer: 'valid', holder: '王*', organizationName: '灵山县行政审批局' })
    expect(JSON.stringify(answer)).not.toMatch(/王芳|1101011990/)
  })

  it('says expired from the day after the last', async () => {
    const licence = await issue({ validFrom: '2026-01-01', validTo: '2026-11-22' })
    expect((await verify(licence.identifier!)).answer).toBe('valid')
    app.at('2026-11-22T16:00:01Z')
    expect((await verify(licence.identifier!)).answer).toBe('expired')
    app.at('2026-11-22T02:00:00Z')
  })

  it('answers the same to an identifier never issued and to one that fails its check', async () => {
    const never = '1.2.156.3005.2.11100000000013338W087.11370800MB28559184.37080001202411010001.001.3'
    expect(await verify(never)).toEqual({ answer: 'unknown', identifier: never })
    const wrong = `${never.slice(0, -1)}4`
    expect(await verify(wrong)).toEqual({ answer: 'unknown', identifier: wrong })
  })
})

describe('changing licences', () => {
  it('suspends, gives back, revokes and cancels with reason and basis, each on the record', async () => {
    const { id: licenceId, identifier } = await issue()
    const suspended = await app.as(approver, (ctx) => suspendLicence(ctx, { licenceId, version: 1, ...why }))
    expect(suspended).toMatchObject({ state: 'suspended', abilities: { suspend: false, resume: true, revoke: true } })
    expect((await verify(identifier!)).answer).toBe('suspended')
    await app.as(approver, (ctx) => resumeLicence(ctx, { licenceId, version: 2, ...why }))
    expect((await verify(identifier!)).answer).toBe('valid')
    await app.as(approver, (ctx) => revokeLicence(ctx, { licenceId, version: 3, ...why }))
    expect(await verify(identifier!)).toMatchObject({ answer: 'revoked', stateOn: '2026-11-22' })
    await app.as(certificateClerk, (ctx) => cancelLicence(ctx, { licenceId, version: 4, ...why }))
    const kinds = await app.sql<{ kind: string }>('select kind from ledger.entries where stream = $1 order by seq', [
      `licence:${licenceId}`,
    ])
    expect(kinds.map((row) => row.kind.replace(/^licences\/Licence|\.v1$/g, ''))).toEqual([
      'Issued',
      'Suspended',
      'Resumed',
      'Revoked',
      'Cancelled',
    ])
  })

  it('refuses a second revocation, an old version, a clerk who may not, and officials of elsewhere', async () => {
    const { id: licenceId } = await issue()
    const change = { licenceId, version: 1, ...why }
    await expect(app.as(certificateClerk, (ctx) => revokeLicence(ctx, change))).rejects.toMatchObject({
      definition: { code: 'permit/not-allowed' },
    })
    const elsewhere = actorWith(app, ['approver'], { division: '620423' })
    await expect(app.as(elsewhere, (ctx) => revokeLicence(ctx, change))).rejects.toMatchObject({
      definition: { code: 'licences/unknown' },
    })
    await app.as(approver, (ctx) => revokeLicence(ctx, change))
    await expect(app.as(approver, (ctx) => revokeLicence(ctx, change))).rejects.toMatchObject({
      definition: { status: 409 },
    })
    await expect(app.as(approver, (ctx) => revokeLicence(ctx, { ...change, version: 2 }))).rejects.toMatchObject({
      definition: { code: 'licences/state-forbids' },
    })
  })

  it('shows nobody of another county anything', async () => {
    await issue()
    const elsewhere = actorWith(app, ['window-clerk'], { division: '620423' })
    expect(await app.as(elsewhere, (ctx) => listLicences(ctx, {}), 'read')).toEqual({ licences: [] })
  })
})
