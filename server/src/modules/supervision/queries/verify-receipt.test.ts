import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomUUID } from 'node:crypto'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { received, signInCast } from '../../cases/fixtures.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import type { ReceiptVerification } from '../contract/index.ts'

let app: TestApp
let supervisor: SignedIn
let caseId: string
beforeAll(async () => {
  app = await openTestApp()
  supervisor = await signIn(app, 'mozhengming')
  caseId = (await received(app, await signInCast(app))).caseId
})
afterAll(() => app.close())

const verified = async (receipt: string): Promise<ReceiptVerification> =>
  (
    await app.server.inject({
      method: 'POST',
      url: '/api/receipts/verifications',
      headers: { 'idempotency-key': randomUUID() },
      payload: { receipt },
    })
  ).json<ReceiptVerification>()
const receiptOf = async (ofStep = ''): Promise<string> => {
  const whole = `/api/supervision/streams/case/${caseId}/receipt`
  return (await supervisor.get(`${whole}${ofStep}`)).payload
}

describe('anybody who holds a receipt', () => {
  it('is told that it holds, and what was done when, without names', async () => {
    const said = await verified(await receiptOf())
    expect(said).toMatchObject({ answer: 'holds', subject: `case:${caseId}`, witnesses: [] })
    expect(said.entries.map((entry) => entry.title)).toEqual(expect.arrayContaining(['提交申请', '收件']))
    expect(new Set(said.entries.map((entry) => entry.actor))).toEqual(new Set(['person', 'staff']))
    expect(said.position).toBeLessThan(said.size!)
  })

  it('is told so when lines end as Windows ends them', async () => {
    expect((await verified((await receiptOf()).replaceAll('\n', '\r\n'))).answer).toBe('holds')
  })

  it('is told what is wrong with one that was spoilt, forged, or is something else', async () => {
    const receipt = await receiptOf('?seq=1')
    expect((await verified('hello')).answer).toBe('malformed')
    expect((await verified(receipt.slice(0, -30))).answer).toBe('malformed')
    expect((await verified(receipt.replace(/\n\d+\n(?=[^\n]+\n\n—)/, '\n123456\n'))).answer).toBe('not-signed')
    expect((await verified(receipt.replace(/^index \d+$/m, 'index 0'))).answer).toBe('not-recorded')
  })

  it('is told that the receipt is right and the record of today is not, once somebody rewrote the record', async () => {
    const receipt = await receiptOf('?seq=1')
    const { position } = await verified(receipt)
    const [before] = await app.sql<{ leaf_hash: Buffer }>(
      'select leaf_hash from ledger.positions where position = $1',
      [position],
    )
    await app.sql('update ledger.positions set leaf_hash = $2 where position = $1', [position, Buffer.alloc(32)])
    expect((await verified(receipt)).answer).toBe('record-differs')
    await app.sql('update ledger.positions set leaf_hash = $2 where position = $1', [position, before!.leaf_hash])
    expect((await verified(receipt)).answer).toBe('holds')
  })
})
