import { describe, expect, it } from 'vitest'
import { decideAll } from '../domain/decision.ts'
import { buildDecisionXml } from '../fixtures.ts'
import type { DecisionDescription } from '../fixtures.ts'
import { decideBy } from './decide.ts'
import { checkDecisionFile } from './publish-decision-table.ts'
import { parseDecision } from './parse-decision.ts'

const rooms: DecisionDescription = {
  name: '审查方式',
  inputs: [
    { name: 'area', label: '面积', type: 'number' },
    { name: 'kind', label: '业态', type: 'string', allowed: ['餐饮', '零售'] },
  ],
  outputs: [{ label: '审查方式', type: 'string', allowed: ['书面', '现场'] }],
  rules: [
    ['<= 100', '-', '"书面"'],
    ['> 100', '"餐饮"', '"现场"'],
    ['> 100', '"零售"', '"书面"'],
  ],
}

async function messages(changes: Partial<DecisionDescription>): Promise<string[]> {
  const { problems } = await checkDecisionFile(buildDecisionXml({ ...rooms, ...changes }))
  return problems.map(({ message }) => message)
}

async function answer(changes: Partial<DecisionDescription>, given: Record<string, unknown>) {
  const { model, problems } = await parseDecision(buildDecisionXml({ ...rooms, ...changes }))
  expect(problems).toEqual([])
  return decideBy(model!, given, '审查方式')
}

describe('a decision table', () => {
  it('answers, and says which rule matched on what', async () => {
    const decided = await answer({}, { area: 150, kind: '餐饮' })
    expect(decided.values).toEqual({ 审查方式: '现场' })
    expect(decided.explained).toMatchObject([
      {
        name: '审查方式',
        hitPolicy: 'UNIQUE',
        inputs: [
          { label: '面积', value: 150 },
          { label: '业态', value: '餐饮' },
        ],
        matched: [{ number: 2 }],
        isOtherwise: false,
        result: '现场',
      },
    ])
  })

  it('has no answer where no rule matches, and none for a value that was not given', async () => {
    expect((await answer({}, { kind: '餐饮' })).values).toEqual({ 审查方式: null })
  })

  it('has its own answer for that case if it says so', async () => {
    const outputs = [{ ...rooms.outputs[0]!, otherwise: '"现场"' }]
    const decided = await answer({ outputs }, { kind: '餐饮' })
    expect(decided.values).toEqual({ 审查方式: '现场' })
    expect(decided.explained[0]).toMatchObject({ matched: [], isOtherwise: true })
  })

  it('compares dates as dates, though a form writes them as texts', async () => {
    const changes: Partial<DecisionDescription> = {
      inputs: [{ name: 'filedOn', label: '申请日', type: 'date' }],
      rules: [
        ['< date("2026-05-01")', '"书面"'],
        ['>= date("2026-05-01")', '"现场"'],
      ],
    }
    expect((await answer(changes, { filedOn: '2026-04-30' })).values).toEqual({ 审查方式: '书面' })
    expect((await answer(changes, { filedOn: '2026-05-01' })).values).toEqual({ 审查方式: '现场' })
    await expect(answer(changes, { filedOn: '五一' })).rejects.toThrow('flows/table-input')
  })

  it('adds what it collects as a form would', async () => {
    const outputs = [{ label: '费用', type: 'number' }]
    const rules = [
      ['> 1', '-', '0.1'],
      ['> 2', '-', '0.2'],
    ]
    const collect = { outputs, rules, hitPolicy: 'COLLECT' }
    expect((await answer({ ...collect, aggregation: 'SUM' }, { area: 5 })).values).toEqual({ 审查方式: 0.3 })
    expect((await answer(collect, { area: 5 })).values).toEqual({ 审查方式: [0.1, 0.2] })
    expect((await answer({ ...collect, aggregation: 'MAX' }, { area: 1 })).values).toEqual({ 审查方式: null })
    expect((await answer({ ...collect, aggregation: 'COUNT' }, { area: 1 })).values).toEqual({ 审查方式: 0 })
  })

  it('refuses a value of another type than was declared, by its name', async () => {
    await expect(answer({}, { area: '很大' })).rejects.toMatchObject({ params: { name: 'area' } })
    await expect(answer({}, { area: 3, kind: '洗浴' })).rejects.toThrow('flows/table-input')
  })

  it('refuses when two rules of a unique table match, though nobody could know before', async () => {
    const rules = [
      ['<= 100', '-', '"书面"'],
      ['< limit', '-', '"现场"'],
    ]
    const changes = { rules, inputs: [...rooms.inputs, { name: 'limit', type: 'number' }], columns: 2 }
    const asked = answer(changes, { area: 50, kind: '餐饮', limit: 80 })
    await expect(asked).rejects.toThrow('flows/table-conflict')
    await expect(asked).rejects.toMatchObject({ params: { rules: '1、2' } })
    expect((await answer(changes, { area: 90, kind: '餐饮', limit: 80 })).values).toEqual({ 审查方式: '书面' })
  })

  it('gives nothing away to another: the same file and values give the same answer', async () => {
    const { model } = await parseDecision(buildDecisionXml(rooms))
    const once = decideAll(model!, { area: 1, kind: '零售' })
    decideAll(model!, { area: 500, kind: '餐饮' })
    expect(decideAll(model!, { area: 1, kind: '零售' })).toEqual(once)
  })
})

describe('a decision table is refused when it is published', () => {
  it('where two rules of a unique table overlap, with an example', async () => {
    const rules = [
      ['<= 100', '-', '"书面"'],
      ['>= 100', '"餐饮"', '"现场"'],
    ]
    expect(await messages({ rules })).toEqual([
      '“审查方式”第 1 条和第 2 条规则会同时命中，而本表只许命中一条，例如 面积 = 100，业态 = “餐饮”。',
    ])
    expect(await messages({ rules, hitPolicy: 'FIRST' })).toEqual([])
    expect(await messages({ rules, hitPolicy: 'ANY' })).toMatchObject([expect.stringContaining('结果却不同')])
  })

  it('where a rule can never match', async () => {
    expect(await messages({ rules: [['(100..100)', '-', '"书面"']] })).toEqual([
      '“审查方式”第 1 条规则永远不会命中，请检查区间。',
    ])
  })

  it.each([
    ['a cell of another type', ['"大"', '-', '"书面"'], '第 1 条规则“面积”格：不能拿数与文字比较'],
    ['a cell with an unknown name', ['> most', '-', '"书面"'], '“面积”格：没有名为“most”的变量'],
    ['a value that the column has not', ['-', '"洗浴"', '"书面"'], '“业态”格：“洗浴”不在可取的值里'],
    ['a result that is missing', ['-', '-', ''], '第 1 条规则“审查方式”格没有写结果'],
    ['a result of another type', ['-', '-', '3'], '“审查方式”格要文字，“3”是数'],
    ['a result that may not be', ['-', '-', '"电话"'], '“审查方式”格“电话”不在可取的值里'],
    ['a cell that can not be read', ['> >', '-', '"书面"'], '“面积”格：第 4 个字符处写得不对'],
    ['an interval the wrong way round', ['[100..50]', '-', '"书面"'], '的起点大于终点'],
    ['a rule with too few cells', ['-', '"书面"'], '第 1 条规则的格数与列数不一致'],
  ])('for %s, by rule and column', async (_, rule, sentence) => {
    expect((await messages({ rules: [rule] })).join()).toContain(sentence)
  })

  it('with every wrong cell at once', async () => {
    const found = await messages({
      rules: [
        ['"大"', '"洗浴"', '3'],
        ['-', '-', ''],
      ],
    })
    expect(found).toHaveLength(4)
  })

  it('with the element of the cell, for who draws it', async () => {
    const { problems } = await checkDecisionFile(buildDecisionXml({ ...rooms, rules: [['"大"', '-', '"书面"']] }))
    expect(problems).toMatchObject([{ rule: 'cell', elementId: 'rule-1-1', elementName: '审查方式' }])
  })

  it.each([
    ['a hit policy outside the subset', { hitPolicy: 'PRIORITY' }, '按结果的优先次序取一条（P）'],
    ['a total of rules that are not collected', { hitPolicy: 'UNIQUE', aggregation: 'SUM' }, '只有汇集（C）可以汇总'],
    ['no rule', { rules: [] }, '没有规则'],
    ['an input without a type', { inputs: [{ name: 'area' }, rooms.inputs[1]!] }, '没有写明值的类型'],
    ['a type that is not known', { inputs: [{ name: 'area', type: 'area' }, rooms.inputs[1]!] }, '类型“area”不认识'],
    [
      'allowed values that are not listed',
      { inputs: [rooms.inputs[0]!, { name: 'kind', type: 'string', allowedText: '> "a"' }] },
      '要一个个列出来',
    ],
  ])('for %s', async (_, changes, sentence) => {
    expect((await messages(changes)).join()).toContain(sentence)
  })

  it('for what is not DMN at all, and for a file that is too large', async () => {
    expect((await checkDecisionFile('<a/>')).problems[0]!.message).toContain('不是完整的 DMN 决策文件')
    expect((await checkDecisionFile(`<!--${'x'.repeat(600_000)}-->`)).problems).toMatchObject([{ rule: 'size' }])
  })
})
