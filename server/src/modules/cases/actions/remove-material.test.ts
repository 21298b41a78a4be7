import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { act, bareDraft, inHandling, refusedAct, signInCast, upload, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
})
afterAll(() => app.close())

describe('removing a file of a material', () => {
  it('takes it off the application while it is being written', async () => {
    const { caseId } = await bareDraft(app, cast.resident)
    await upload(app, cast.resident, { caseId, materialId: 'layout' })
    const before = await viewOf(cast.resident, caseId)
    const fileId = before.materials.find((one) => one.materialId === 'layout')!.files[0]!.fileId
    await act(cast.resident, before, `materials/layout/files/${fileId}/remove`)
    const after = await viewOf(cast.resident, caseId)
    expect(after.materials.find((one) => one.materialId === 'layout')!.files).toEqual([])
  })

  it('is refused after acceptance', async () => {
    const at = await inHandling(app, cast.clerk)
    const refused = await refusedAct(cast.resident, at, 'materials/layout/files/450721-x/remove')
    expect(refused).toMatchObject({ status: 409, code: 'cases/not-allowed-now' })
  })
})
