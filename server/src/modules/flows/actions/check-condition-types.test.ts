import { describe, expect, it } from 'vitest'
import { NUMBER, STRING } from '../domain/feel-type.ts'
import type { FeelType } from '../domain/feel-type.ts'
import { buildFlowXml } from '../fixtures.ts'
import { checkConditionTypes } from './check-condition-types.ts'
import { parseFlow } from './parse-flow.ts'
import { checkDrawing } from './publish-flow.ts'

function flowWith(when: string): string {
  return buildFlowXml({
    id: 'choice',
    name: '要不要评审',
    variables: ['energy', 'kind', 'filedOn'],
    steps: [
      { task: { id: 'handle', name: '承办', step: 'handle', role: 'handler' } },
      {
        choose: {
          id: 'needed',
          name: '需要评审？',
          branches: [
            { name: '不需要', steps: [] },
            { name: '需要', when, steps: [{ task: { id: 'review', name: '评审', step: 'review', role: 'reviewer' } }] },
          ],
        },
      },
      { task: { id: 'approve', name: '审批', step: 'approve', role: 'approver' } },
    ],
  })
}

async function against(when: string, types?: Record<string, FeelType>) {
  const { graph, problems } = await parseFlow(flowWith(when))
  expect(problems).toEqual([])
  return checkConditionTypes(graph, types)
}

const types = { energy: NUMBER, kind: { kind: 'string', values: ['工业', '建筑'] }, filedOn: STRING } as const

describe('a condition on a drawing', () => {
  it.each(['energy > 1000', 'kind = "工业" and outcomes.handle = "pass"', 'date(filedOn) > date("2026-01-01")'])(
    'fits the form: %s',
    async (when) => {
      expect(await against(when, types)).toEqual([])
    },
  )

  it.each([
    ['energy > "1000"', '不能拿数与文字比较'],
    ['kind = "交通"', '“交通”不在可取的值里'],
    ['filedOn > date("2026-01-01")', '不能拿文字与日期比较'],
    ['energy + 1', '的结果是数，条件的结果要为是或否'],
    ['not(energy)', 'not() 的第 1 个参数要是否'],
  ])('is refused against the form, with the name of its branch: %s', async (when, sentence) => {
    const [problem, ...others] = await against(when, types)
    expect(others).toEqual([])
    expect(problem).toMatchObject({
      rule: 'condition-types',
      elementName: '需要',
      message: expect.stringContaining(sentence),
    })
    expect(problem!.message).toContain(when)
  })

  it('is refused where the form does not ask for what it reads', async () => {
    const { energy } = types
    expect(await against('energy > 3 and kind = "工业"', { energy })).toMatchObject([
      { message: expect.stringContaining('要用的“kind”，申请表单里没有') },
    ])
  })

  it('is refused with the drawing already where it is wrong whatever the form asks', async () => {
    expect(await against('energy > 3 or kind = 3')).toEqual([])
    expect(await against('outcome = "retrun"')).toMatchObject([
      { message: expect.stringContaining('“retrun”不在可取的值里') },
    ])
    expect(await against('energy + 1 = "a"')).toMatchObject([
      { message: expect.stringContaining('不能拿数与文字比较') },
    ])
    const { graph } = await parseFlow(flowWith('outcome > 3'))
    expect(checkDrawing(graph)).toMatchObject([{ rule: 'condition-types' }])
  })
})
