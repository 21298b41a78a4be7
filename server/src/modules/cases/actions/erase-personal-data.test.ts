import { createDecipheriv, hkdfSync } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { actorWith, openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { systemActor } from '../../../kernel/index.ts'
import type { Actor } from '../../../kernel/index.ts'
import { forgetAnswers } from '../../../platform/http/index.ts'
import { signIn } from '../../identity/fixtures.ts'
import { buildStaff } from '../../organizations/fixtures.ts'
import type { CaseStanding, CaseView } from '../contract/index.ts'
import { act, casesContext, decided, FOOD_ANSWERS, ok, registered, signInCast, upload, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'
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
let sealKey: Buffer
let archived: CaseStanding
let running: CaseStanding
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
  const staff = await buildStaff(app, { staffNo: 'archive-1', roles: ['archivist'], name: '赵守档' })
  archivist = { ...actorWith(app, ['archivist'], { organizationId: staff.organizationId }), staffId: staff.id }
  const root = Buffer.from(await readFile(join(inject('templateDataDir'), 'keys', 'root.key'), 'utf8'), 'base64')
  sealKey = Buffer.from(hkdfSync('sha256', root, 'yiwang', 'field encryption', 32))
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
const refused = (why: string) => ({
  definition: { code: 'cases/not-erasable' },
  params: { why: expect.stringContaining(why) as string },
})

/** What whoever has the database and the keys can read: every value of every table, sealed ones opened whatever they are bound to. */
async function readableText(): Promise<string[]> {
  const tables = await app.sql<{ name: string }>(`select format('%I.%I', table_schema, table_name) as name
    from information_schema.tables where table_type = 'BASE TABLE' and table_schema !~ '^(pg_|information_schema)'`)
  const texts: string[] = []
  for (const { name } of tables)
    for (const row of await app.sql(`select * from ${name}`))
      for (const value of Object.values(row)) texts.push(...textsOf(value, name))
  return texts
}

function textsOf(value: unknown, table: string): string[] {
  if (Buffer.isBuffer(value)) return [`${table}: ${opened(value)}`]
  if (Array.isArray(value)) return value.flatMap((one) => textsOf(one, table))
  return value === null || value === undefined
    ? []
    : [`${table}: ${typeof value === 'string' ? value : JSON.stringify(value)}`]
}

/** AES-256-GCM is a counter mode: with the key it is read without its tag and its binding. */
function opened(sealed: Buffer): string {
  if (sealed[0] !== 1 || sealed.length < 29) return sealed.toString('utf8')
  const counter = Buffer.concat([sealed.subarray(1, 13), Buffer.from([0, 0, 0, 2])])
  return createDecipheriv('aes-256-ctr', sealKey, counter).update(sealed.subarray(13, -16)).toString('utf8')
}

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
    expect(found(await readableText()).length).toBeGreaterThan(10)
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

    expect(found(await readableText())).toEqual([])
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
    const text = '个人信息已于2038年3月1日由赵守档删除'
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
    const revealed = await clerk.post(`/api/cases/${archived.caseId}/applicant`, { purpose: '核对' })
    expect(revealed.statusCode, revealed.body).toBe(410)
    expect(revealed.json()).toMatchObject({ code: 'cases/erased' })
  })
})
