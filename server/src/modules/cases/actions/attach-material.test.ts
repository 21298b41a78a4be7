import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { PDF, bareDraft, inHandling, refusalOf, registered, signInCast, upload, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

const filesOf = async (caseId: string, materialId: string) =>
  (await viewOf(cast.resident, caseId)).materials.find((one) => one.materialId === materialId)?.files ?? []

describe('uploading a material', () => {
  it('stands with its material, under its own name, and can be seen at its address', async () => {
    const { caseId } = await bareDraft(app, cast.resident)
    const file = { name: '平面图.pdf', type: 'application/pdf', bytes: PDF }
    await upload(app, cast.resident, { caseId, materialId: 'layout' }, file)
    const [attached] = await filesOf(caseId, 'layout')
    expect(attached).toMatchObject({ fileName: '平面图.pdf', mediaType: 'application/pdf', bytes: PDF.length })
    expect((await cast.resident.get(attached!.href)).rawPayload).toEqual(PDF)
  })

  it('takes several at once, none undoing another', async () => {
    const { caseId } = await bareDraft(app, cast.resident)
    const answers = await Promise.all(
      ['layout', 'rules', 'application'].map((materialId) => upload(app, cast.resident, { caseId, materialId })),
    )
    expect(answers.map((one) => one.statusCode)).toEqual([200, 200, 200])
    for (const materialId of ['layout', 'rules', 'application'])
      expect(await filesOf(caseId, materialId)).toHaveLength(1)
  })

  it('refuses what the item does not ask for, and more files than anybody reads', async () => {
    const { caseId } = await bareDraft(app, cast.resident)
    const unknown = await refusalOf(upload(app, cast.resident, { caseId, materialId: 'diploma' }))
    expect(unknown).toMatchObject({ status: 422, code: 'cases/material-unknown' })
    for (let count = 0; count < 10; count += 1) {
      const bytes = Buffer.concat([PDF, Buffer.from(`% ${count}\n`)])
      await upload(
        app,
        cast.resident,
        { caseId, materialId: 'rules' },
        { name: 'x.pdf', type: 'application/pdf', bytes },
      )
    }
    const many = await refusalOf(upload(app, cast.resident, { caseId, materialId: 'rules' }))
    expect(many).toMatchObject({ status: 422, code: 'cases/too-many-files' })
    expect(many.detail).toContain('最多上传 10 个文件')
  })

  it('lets the window scan what was brought until acceptance is decided, and not into a draft', async () => {
    const { caseId } = await registered(app, cast.clerk)
    expect((await upload(app, cast.clerk, { caseId, materialId: 'layout' })).statusCode).toBe(200)
    const draft = await bareDraft(app, cast.resident)
    const hidden = await refusalOf(upload(app, cast.clerk, { caseId: draft.caseId, materialId: 'layout' }))
    expect(hidden).toMatchObject({ status: 404, code: 'cases/not-found' })
    const handled = await inHandling(app, cast.clerk)
    const late = await refusalOf(upload(app, cast.clerk, { caseId: handled.caseId, materialId: 'layout' }))
    expect(late).toMatchObject({ status: 409, code: 'cases/not-allowed-now' })
  })
})
