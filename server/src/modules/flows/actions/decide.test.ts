import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../../test/harness.ts'
import type { TestApp } from '../../../../test/harness.ts'
import { newPublicId, systemActor } from '../../../kernel/index.ts'
import { buildDecisionXml } from '../fixtures.ts'
import type { FlowsApi } from '../index.ts'
import * as decisionStore from '../store/decision-store.ts'
import { openExplained } from './decide.ts'

const JURISDICTION = '450721'
const xml = decisionXml('现场')

let app: TestApp
let flows: FlowsApi

beforeAll(async () => {
  app = await openTestApp()
  flows = app.modules.flows.api
  expect(await publish(xml, 1)).toEqual({ problems: [] })
})
afterAll(() => app.close())

function decisionXml(result: string): string {
  return buildDecisionXml({
    name: '审查方式',
    inputs: [{ name: 'area', label: '面积', type: 'number' }],
    outputs: [{ label: '审查方式', type: 'string' }],
    rules: [
      ['<= 100', '"书面"'],
      ['> 100', `"${result}"`],
    ],
  })
}

function publish(file: string, version: number, jurisdiction = JURISDICTION) {
  const input = { decisionId: 'review-way', version, jurisdiction, xml: file }
  return app.as(systemActor('test'), (ctx) => flows.publishDecisionTable(ctx, input))
}

function ask(variables: Record<string, unknown>, { version = 1, subject = newPublicId(JURISDICTION) } = {}) {
  const input = { decisionId: 'review-way', version, subject, subjectKind: 'case', elementId: 'way', variables }
  return app.as(systemActor('test'), (ctx) => flows.decide(ctx, input))
}

describe('a published decision table', () => {
  it('answers about a case, and the case tells afterwards which rule matched, on what', async () => {
    const subject = newPublicId(JURISDICTION)
    const { values } = await ask({ area: 120, somethingElse: 'x' }, { subject })
    expect(values).toEqual({ 审查方式: '现场' })
    const [entry] = await app.sql<{ kind: string; canonical: string }>(
      'select kind, canonical from ledger.entries where stream = $1',
      [`case:${subject}`],
    )
    expect(entry!.kind).toBe('flows/DecisionTableApplied.v1')
    expect(JSON.parse(entry!.canonical)).toMatchObject({
      body: {
        decisionId: 'review-way',
        decisionVersion: 1,
        elementId: 'way',
        decisions: [{ name: '审查方式', matched: [2], isOtherwise: false }],
      },
      personal: { said: expect.any(String) },
    })
    expect(entry!.canonical).not.toContain('现场')
    const explained = await app.as(systemActor('test'), async (ctx) => {
      ctx.nothingChanged()
      const [applied] = await decisionStore.listApplied(ctx.tx, subject)
      return openExplained(ctx, applied!.explained)
    })
    expect(explained).toMatchObject([
      { inputs: [{ label: '面积', value: 120 }], matched: [{ number: 2 }], result: '现场' },
    ])
  })

  it('is never changed: the same file again is fine, another under its number is refused', async () => {
    expect(await publish(xml, 1)).toEqual({ problems: [] })
    await expect(publish(decisionXml('电话'), 1)).rejects.toThrow('flows/table-immutable')
  })

  it('goes on answering as before when there is a newer version', async () => {
    await publish(decisionXml('视频'), 2)
    expect((await ask({ area: 120 })).values).toEqual({ 审查方式: '现场' })
    expect((await ask({ area: 120 }, { version: 2 })).values).toEqual({ 审查方式: '视频' })
  })

  it("is the jurisdiction's own before the one for everybody, and another's never", async () => {
    await publish(decisionXml('共用'), 3, '000000')
    expect((await ask({ area: 120 }, { version: 3 })).values).toEqual({ 审查方式: '共用' })
    await publish(decisionXml('本县'), 3)
    expect((await ask({ area: 120 }, { version: 3 })).values).toEqual({ 审查方式: '本县' })
    const elsewhere = newPublicId('620423')
    expect((await ask({ area: 120 }, { version: 3, subject: elsewhere })).values).toEqual({ 审查方式: '共用' })
    await expect(ask({ area: 120 }, { subject: elsewhere })).rejects.toThrow('flows/table-unknown')
  })

  it('refuses a value of another type, and leaves nothing behind', async () => {
    const subject = newPublicId(JURISDICTION)
    await expect(ask({ area: '很大' }, { subject })).rejects.toThrow('flows/table-input')
    expect(await app.sql('select 1 from flows.applied_tables where subject = $1', [subject])).toEqual([])
  })

  it('is not published while anything is wrong with it', async () => {
    const wrong = decisionXml('现场').replace('&gt; 100', '&gt; &quot;a&quot;')
    const { problems } = await publish(wrong, 4)
    expect(problems).toMatchObject([{ rule: 'cell', elementId: 'rule-2-1' }])
    await expect(ask({ area: 120 }, { version: 4 })).rejects.toThrow('flows/table-unknown')
    expect(
      await app.as(systemActor('test'), (ctx) => {
        ctx.nothingChanged()
        return flows.checkDecisionTable(wrong)
      }),
    ).toHaveLength(1)
  })
})
