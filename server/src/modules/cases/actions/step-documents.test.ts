import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { buildFlowXml, standardThreeStep } from '../../flows/fixtures.ts'
import { signIn } from '../../identity/fixtures.ts'
import type { SignedIn } from '../../identity/fixtures.ts'
import { decided, inHandling, ok, refusalOf, signInCast, step, viewOf } from '../fixtures.ts'
import type { Cast } from '../fixtures.ts'

let app: TestApp
let cast: Cast
let admin: SignedIn
beforeAll(async () => {
  app = await openTestApp()
  cast = await signInCast(app)
  admin = await signIn(app, 'tanwenbin')
  await publishesRecord()
  expect(await publishes(3)).toEqual({ version: 2, problems: [] })
  const from = { jurisdiction: '000000', version: 1 }
  const plan = { from, to: { jurisdiction: '450721', version: 2 }, kind: 'finish', mapping: {}, reason: '环节出具文书' }
  await ok(admin.post('/api/admin/flows/standard-three-step/plans', plan))
})
afterAll(() => app.close())

/** 现场核查记录, the county's own words for a record. */
async function publishesRecord(): Promise<void> {
  const { blocks } = await ok<{ blocks: { kind: string }[] }>(
    admin.get('/api/documents/templates/step-record/versions/1'),
  )
  const own = blocks.map((block) => (block.kind === 'title' ? { ...block, text: '现场核查记录' } : block))
  const answer = await admin.post('/api/documents/templates/site-record/versions', {
    kind: 'step-record',
    name: '现场核查记录',
    blocks: own,
  })
  expect(answer.json()).toEqual({ version: 1, problems: [] })
}

/** The first so many documents of the drawing: a record when it is handled, a notice when the reviewer returns it. */
async function publishes(count: number, documents = ['site-record', 'step-notice:return', 'step-notice']) {
  const [handle, review, approve] = documents.slice(0, count)
  const xml = buildFlowXml(standardThreeStep)
    .replace('yiwang:step="handle"', `$& yiwang:documents="${handle}"`)
    .replace('yiwang:step="review"', `$& yiwang:documents="${review}"`)
    .replace('yiwang:step="approve"', `$& yiwang:documents="${approve}"`)
  return (await admin.post('/api/admin/flows/standard-three-step/versions', { xml })).json<object>()
}

async function bytesOf(by: SignedIn, href: string): Promise<string> {
  const answer = await by.get(href)
  expect(answer.statusCode, answer.body.slice(0, 200)).toBe(200)
  return answer.rawPayload.toString('latin1')
}

const titles = async (by: SignedIn, caseId: string) =>
  (await viewOf(by, caseId)).documents.map(({ title }) => title).filter((title) => /记录|办理通知书/.test(title))

describe('a step of a flow that issues documents', () => {
  it('issues them with its outcome in the same act, from the case, sealed when they go out, to the end of the flow', async () => {
    const at = await inHandling(app, cast.clerk)
    const before = await viewOf(cast.handler, at.caseId)
    const task = before.tasks.find(({ mine, state }) => mine && state === 'open')!
    expect(task.documents).toEqual([{ name: '现场核查记录', outcome: 'pass', isInternal: true }])
    expect((await viewOf(cast.resident, at.caseId)).tasks.flatMap(({ documents }) => documents ?? [])).toEqual([])

    const handled = await step(cast.handler, at, 'pass', '现场核查：布局符合卫生要求')
    expect(await titles(cast.handler, at.caseId)).toEqual(['现场核查记录'])
    const returned = await step(cast.reviewer, handled, 'return', '请补正平面图后再审')
    expect(await titles(cast.handler, at.caseId)).toEqual(['现场核查记录', '办理通知书'])
    await decided(cast, returned)
    expect(await titles(cast.handler, at.caseId)).toEqual(['现场核查记录', '办理通知书', '现场核查记录', '办理通知书'])

    await app.drain()
    const papers = (await viewOf(cast.handler, at.caseId)).documents
    const record = papers.find(({ title }) => title === '现场核查记录')!
    const notice = papers.find(({ title }) => title === '办理通知书')!
    expect(record).toMatchObject({
      state: 'ready',
      isInternal: true,
      documentNo: expect.stringMatching(/录〔2026〕1号$/),
    })
    expect(notice).toMatchObject({ state: 'ready', documentNo: expect.stringMatching(/通〔2026〕1号$/) })
    expect(await bytesOf(cast.handler, notice.href!)).toContain('ETSI.CAdES.detached')
    expect(await bytesOf(cast.handler, record.href!)).not.toContain('ETSI.CAdES.detached')

    // The applicant finds the notices on the case, and a word that they are there; what is for the file is not theirs.
    expect(await titles(cast.resident, at.caseId)).toEqual(['办理通知书', '办理通知书'])
    expect(await bytesOf(cast.resident, notice.href!)).toContain('ETSI.CAdES.detached')
    expect((await cast.resident.get(record.href!)).statusCode).toBe(404)
    const told = await app.sql(`select id from notices.notices where subject = $1 and kind = 'case-document'`, [
      at.caseId,
    ])
    expect(told).toHaveLength(2)
    const steps = await app.sql(
      `select canonical::json->'body'->'documents' as documents from ledger.entries
       where kind = 'cases/StepCompleted.v1' and stream = $1 order by seq`,
      [`case:${at.caseId}`],
    )
    expect(steps.map((one) => (one['documents'] as string[] | null)?.length ?? 0)).toEqual([1, 1, 1, 0, 1])
    expect(steps[1]!['documents']).toEqual([notice.documentId])
  })

  it('asks for the words that a record must have, and issues nothing when the step is refused', async () => {
    const { caseId } = await inHandling(app, cast.clerk)
    const view = await viewOf(cast.handler, caseId)
    const task = view.tasks.find(({ mine, state }) => mine && state === 'open')!
    const body = { version: view.version, taskId: task.taskId, outcome: 'pass' }
    const refused = await refusalOf(cast.handler.post(`/api/cases/${caseId}/complete-step`, body))
    expect(refused).toMatchObject({ status: 422, code: 'cases/opinion-required' })
    expect(await titles(cast.handler, caseId)).toEqual([])
  })

  it('is told of a template that is not there, or is issued by another act, and nothing is published', async () => {
    const messages = async (name: string) => {
      const { problems } = (await publishes(3, ['site-record', 'step-notice', name])) as {
        problems: { rule: string; elementId: string; message: string }[]
      }
      return problems
    }
    expect(await messages('no-such-notice')).toMatchObject([
      {
        rule: 'document-unknown',
        elementId: 'approve',
        message: expect.stringContaining('“no-such-notice”没有在这里发布'),
      },
    ])
    expect(await messages('acceptance-notice')).toMatchObject([
      { rule: 'document-kind', elementId: 'approve', message: expect.stringContaining('不由流程的环节出具') },
    ])
    const xml = buildFlowXml(standardThreeStep).replace(
      'yiwang:step="handle"',
      '$& yiwang:documents="site-record, step-notice:return"',
    )
    const trial = await ok<{ steps: { documents?: object[] }[] }>(
      admin.post('/api/admin/flows/trial', {
        flow: { xml },
        startOn: '2026-11-23',
        answers: {},
        acts: [],
        ordinary: true,
      }),
    )
    expect(trial.steps[0]!.documents).toEqual([
      { name: '现场核查记录', outcome: 'pass', isInternal: true, isIssued: true },
      { name: '办理通知书', outcome: 'return', isInternal: false, isIssued: false },
    ])
  })
})
