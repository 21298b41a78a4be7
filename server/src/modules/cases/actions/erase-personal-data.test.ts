import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { readableText } from '../../../../test/readable-text.ts'
import { systemActor } from '../../../kernel/index.ts'
import type { Actor } from '../../../kernel/index.ts'
import { forgetAnswers } from '../../../platform/http/index.ts'
import { signIn } from '../../identity/fixtures.ts'
import { buildStaff } from '../../organizations/fixtures.ts'
import type { CaseStanding, CaseSubmission, CaseView, ListErasableCases } from '../contract/index.ts'
import { act, casesContext, decided, FOOD_ANSWERS, ok, registered, signInCast, upload, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'
import { listErasableCases } from '../queries/list-erasable-cases.ts'
import { erasePersonalData } from './erase-personal-data.ts'
import { holdPersonalData } from './hold-personal-data.ts'

/** Words that stand nowhere else. */
const NAME = '区𬭊凤'
const CODE = '999999200001011356'
const PHONE = '13900009944'
const SHOP = '灵山区𬭊凤荔枝铺'
const PLANTED = [NAME, CODE, PHONE, SHOP, '向区𬭊凤当面核对', '区𬭊凤的照片.pdf']
const CONTENT = Buffer.from('%PDF-1.4\n%erasure\ntrailer<<>>\n%%EOF\n')

let app: TestApp
let cast: Cast
let archivist: Actor
let archived: CaseStanding
let running: CaseStanding
let archivedNumbers: CaseSubmission
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
  const staff = await buildStaff(app, { staffNo: 'archive-1', roles: ['archivist'], name: '赵守档' })
  archivist = { ...actorWith(app, ['archivist'], { organizationId: staff.organizationId }), staffId: staff.id }
  archived = await wholeLife()
  const applicant = { kind: 'person', name: NAME, code: CODE, phone: PHONE }
  running = await registered(app, cast.clerk, { applicant })
  await app.drain()
})
afterAll(() => app.close())

async function wholeLife(): Promise<CaseStanding> {
  const applicant = { kind: 'person', name: NAME, code: CODE, phone: PHONE }
  const answers = { ...FOOD_ANSWERS, shopName: SHOP }
  const standing = await registered(app, cast.clerk, { applicant, answers })
  archivedNumbers = standing
  const { materials } = await viewOf(cast.clerk, standing.caseId)
  const file = { name: '区𬭊凤的照片.pdf', type: 'application/pdf', bytes: CONTENT }
  const to = { caseId: standing.caseId, materialId: materials[0]!.materialId }
  const scanned = await ok<CaseStanding>(upload(app, cast.clerk, to, file))
  const accepted = await act(cast.clerk, scanned, 'accept', { opinion: '向区𬭊凤当面核对' })
  const granted = await decided(cast, accepted)
  const made = await act(cast.certificate, granted, 'make-licence')
  const closed = await act(cast.certificate, made, 'deliver', { method: 'window', receiver: NAME })
  return act(cast.certificate, closed, 'archive')
}

const erase = (at: CaseStanding) =>
  app.as(archivist, (ctx) =>
    erasePersonalData(casesContext(app, ctx), { caseId: at.caseId, version: at.version, ground: 'period-over' }),
  )
const hold = (at: CaseStanding, held: boolean) =>
  app.as(archivist, (ctx) =>
    holdPersonalData(casesContext(app, ctx), { caseId: at.caseId, version: at.version, held, reason: '行政复议期间' }),
  )
const page = (input: ListErasableCases) =>
  app.as(archivist, (ctx) => listErasableCases(casesContext(app, ctx), input), 'read')
async function listed(view: 'due' | 'held', at?: string) {
  if (at !== undefined) app.at(at)
  return (await page({ view, limit: 100 })).cases
}
const refused = (why: string) => ({
  definition: { code: 'cases/not-erasable' },
  params: { why: expect.stringContaining(why) as string },
})

const found = (texts: readonly string[], caseId?: string) =>
  texts.filter((text) => PLANTED.some((word) => text.includes(word)) && (caseId === undefined || text.includes(caseId)))

describe('erasing personal data', () => {
  it('is refused while the case or another of the applicant runs, while it must be kept, and while it is held', async () => {
    await expect(erase(running)).rejects.toMatchObject(refused('还没有办完'))
    await expect(erase(archived)).rejects.toMatchObject(refused('保管期限十年'))
    app.at('2038-03-01T02:00:00Z')
    await expect(erase(archived)).rejects.toMatchObject(refused('申请人还有办理中的办件'))
    const held = await hold(archived, true)
    await expect(erase(held)).rejects.toMatchObject(refused('解除保留'))
    archived = await hold(held, false)
  })

  it('lists for the archivist what may be erased, with the rule that gives the day, and what is held apart', async () => {
    expect((await listed('due', new Date().toISOString())).map((one) => one.caseId)).not.toContain(archived.caseId)
    const row = (await listed('due', '2038-03-01T02:00:00Z')).find((one) => one.caseId === archived.caseId)
    expect(row).toMatchObject({
      basis: expect.stringContaining('保管期限十年') as string,
      keepUntil: expect.stringMatching(/^20\d\d-\d\d-\d\d$/) as string,
      blockedBy: '申请人还有办理中的办件',
    })
    const held = await hold(archived, true)
    expect((await listed('due')).map((one) => one.caseId)).not.toContain(archived.caseId)
    expect(await listed('held')).toEqual([expect.objectContaining({ caseId: archived.caseId })])
    archived = await hold(held, false)
    const first = await page({ view: 'due', limit: 1 })
    if (first.nextCursor !== undefined) {
      const second = await page({ view: 'due', limit: 1, cursor: first.nextCursor })
      expect(second.cases.map((one) => one.caseId)).not.toContain(first.cases[0]!.caseId)
    }
  })

  it('is no matter of those who handle cases, of supervisors or of administrators', () => {
    const permit = app.permits.find((one) => one.name === 'cases.erase')!
    expect(permit.roles).toEqual(['archivist'])
  })

  it('leaves nothing of the person in any table or file, and the ledger as sound as before', async () => {
    app.at(new Date().toISOString())
    const clerk = await signIn(app, 'chenjing')
    await act(clerk, running, 'decline-acceptance', {
      kind: 'notAccepted',
      reason: '不属于本机关职权范围',
      legalBasis: '《中华人民共和国行政许可法》第三十二条',
    })
    await app.drain()
    const stored = await app.sql<{ sha256: string }>('select sha256 from files.files')
    expect(found(await readableText(app)).length).toBeGreaterThan(10)
    const note = await app.ledger.checkpoint()

    app.at('2038-03-01T02:00:00Z')
    const standing = await erase(archived)
    app.at('2039-03-01T02:00:00Z')
    const [other] = await app.sql<{ version: number }>('select version from cases.cases where id = $1', [
      running.caseId.slice(7),
    ])
    await erase({ ...running, version: other!.version })
    await app.drain()
    await app.act({ actor: systemActor('upkeep'), mode: 'record', role: 'yiwang_worker' }, forgetAnswers)

    expect(found(await readableText(app))).toEqual([])
    const kept = await app.sql<{ sha256: string }>('select sha256 from files.files where erased_at is null')
    expect(kept.length).toBeLessThan(stored.length)
    expect((await app.ledger.verify(note)).findings).toEqual([])
    const [entry] = await app.sql<{ canonical: string }>(
      `select canonical from ledger.entries where stream = $1 and kind = 'cases/PersonalDataErased.v1'`,
      [`case:${archived.caseId}`],
    )
    const { body } = JSON.parse(entry!.canonical) as { body: { values: number; files: number; ground: string } }
    expect(body).toMatchObject({ ground: 'period-over' })
    expect(body.values).toBeGreaterThan(2)
    expect(body.files).toBe(1)
    await expect(erase(standing)).rejects.toMatchObject(refused('已经删除'))
  })

  it('says wherever it was shown when it was erased and by whom', async () => {
    const clerk = await signIn(app, 'chenjing')
    const view = await ok<CaseView>(clerk.get(`/api/cases/${archived.caseId}`))
    const text = '个人信息已于2038年3月1日由赵守档依法删除'
    expect(view.erased).toMatchObject({ byName: '赵守档', text })
    expect(view.applicant).toMatchObject({ name: '已删除', code: '', phone: '' })
    expect(view.answers).toEqual({})
    expect(view.timeline.filter((entry) => entry.text?.includes(text)).length).toBeGreaterThan(1)
    expect(view.documents.every((document) => document.state === 'erased' && document.href === undefined)).toBe(true)
    expect(view.materials.flatMap((material) => material.files)).toEqual([])
    const [file] = await app.sql<{ file_id: string }>('select file_id from cases.material_files where case_id = $1', [
      archived.caseId.slice(7),
    ])
    const answer = await clerk.get(`/api/files/${file!.file_id}/content`)
    expect(answer.statusCode).toBe(410)
    expect(answer.json()).toMatchObject({ code: 'files/erased' })
    const revealed = await clerk.post(`/api/cases/${archived.caseId}/applicant`, {
      purpose: 'handle-case',
      reason: '核对',
    })
    expect(revealed.statusCode, revealed.body).toBe(410)
    expect(revealed.json()).toMatchObject({ code: 'cases/erased' })
    const slip = { queryCode: archivedNumbers.queryCode, queryPassword: archivedNumbers.queryPassword }
    const lookedUp = await clerk.post('/api/cases/look-up', slip)
    expect(lookedUp.json(), lookedUp.body).toMatchObject({ applicantName: '已删除', erased: text })
    const licence = view.licences[0]!
    const verified = await clerk.get(`/api/licences/verify?id=${encodeURIComponent(licence.identifier)}`)
    expect(verified.json()).toMatchObject({ holder: '已删除', erasedOn: '2038-03-01' })
    expect((await listed('due')).map((one) => one.caseId)).not.toContain(archived.caseId)
  })
})
