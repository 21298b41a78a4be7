import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hullOf, isEmptyRange, liesWithin, readRange, textOfRange } from '../domain/number-range.ts'
import { buildDecisionXml } from '../fixtures.ts'
import type { DecisionDescription } from '../fixtures.ts'
import { compileFeel, compileUnaryTests } from './compile-feel.ts'
import { decideBy } from './decide.ts'
import { boundsOf, boundsOfTests } from './feel-bounds.ts'
import { parseDecision } from './parse-decision.ts'
import { checkDecisionFile } from './publish-decision-table.ts'

const statutory = { range: '[1000..5000]', unit: '元', basis: '《城市道路管理条例》第四十二条' }

const fines: DecisionDescription = {
  name: '罚款',
  inputs: [{ name: 'area', label: '占道面积', type: 'number' }],
  outputs: [
    { name: 'amountMin', label: '罚款下限', type: 'number', notAbove: 'amountMax', ...statutory },
    { name: 'amountMax', label: '罚款上限', type: 'number', ...statutory },
  ],
  rules: [
    ['<= 10', '1000', '2000'],
    ['(10..50]', '2000', '4000'],
    ['> 50', '4000', '5000'],
  ],
}

const one = (rules: readonly (readonly string[])[], more: object = {}): DecisionDescription => ({
  ...fines,
  outputs: [{ label: '罚款', type: 'number', ...statutory, ...more }],
  rules,
})

async function found(description: DecisionDescription): Promise<string[]> {
  return (await checkDecisionFile(buildDecisionXml(description))).problems.map(({ message }) => message)
}

describe('a result column with a statutory range', () => {
  it('is accepted where every tier lies inside, and the answer says which range it is by which article', async () => {
    const { model, problems } = await parseDecision(buildDecisionXml(fines))
    expect(problems).toEqual([])
    const [explained] = decideBy(model!, { area: 30 }, '罚款').explained
    expect(explained).toMatchObject({
      result: { amountMin: 2000, amountMax: 4000 },
      ranges: [
        { label: '罚款下限', range: '1000 至 5000 元', basis: statutory.basis },
        { label: '罚款上限', range: '1000 至 5000 元', basis: statutory.basis },
      ],
    })
  })

  it('refuses a result outside, by rule and column, with the range and its article', async () => {
    expect(
      await found(
        one([
          ['<= 10', '800'],
          ['> 10', '5000'],
        ]),
      ),
    ).toEqual(['“罚款”第 1 条规则“罚款”格：800 元不在法定幅度 1000 至 5000 元（《城市道路管理条例》第四十二条）之内。'])
  })

  it('refuses an expression that may come out outside, and takes it once it is bounded', async () => {
    expect(await found(one([['-', 'area * 100']]))).toEqual([
      expect.stringContaining('“area * 100”可能得出任何数，不能保证在法定幅度 1000 至 5000 元'),
    ])
    expect(await found(one([['[10..60]', 'area * 100']]))).toEqual([expect.stringContaining('可能得出1000 至 6000')])
    expect(await found(one([['[10..50]', 'area * 100']]))).toEqual([])
    expect(await found(one([['-', 'min(5000, max(1000, area * 100))']]))).toEqual([])
    expect(await found(one([['-', 'if area > 10 then 1000 else 6000']]))).toHaveLength(1)
  })

  it('takes “no fine” as null, and holds the default result to the range too', async () => {
    expect(
      await found(
        one([
          ['<= 1', 'null'],
          ['> 1', '1000'],
        ]),
      ),
    ).toEqual([])
    expect(await found(one([['> 1', '1000']], { otherwise: '0' }))).toEqual([
      expect.stringContaining('“罚款”列的缺省值'),
    ])
  })

  it('refuses a lower limit above the upper one', async () => {
    const rules = [['<= 10', '3000', '2000']]
    expect(await found({ ...fines, rules })).toEqual(['“罚款”第 1 条规则“罚款下限”格“3000”大于“罚款上限”格的“2000”。'])
    const unknown = [['[10..50]', 'area * 100', '3000']]
    expect(await found({ ...fines, rules: unknown })).toEqual([expect.stringContaining('不能保证不大于')])
    expect(await found({ ...fines, rules: [['[10..50]', 'area * 100', 'area * 100']] })).toEqual([])
  })

  it.each([
    ['a range without its article', { range: '[1..5]', unit: '元' }, '要写明法律依据'],
    ['a range without a unit', { range: '[1..5]', basis: '某条例' }, '要写明单位'],
    ['an article without a range', { basis: '某条例' }, '却没有写幅度'],
    ['an empty range', { ...statutory, range: '[5..1]' }, '是空的'],
    ['a range of texts', { ...statutory, type: 'string' }, '不是数'],
    ['a limit that is no column', { ...statutory, notAbove: 'most' }, '却没有这样一列数'],
  ])('refuses %s', async (_, output, sentence) => {
    const outputs = [{ label: '罚款', type: 'number', ...output }]
    const rules = [['-', 'type' in output ? '"3"' : '3']]
    expect((await found({ ...fines, outputs, rules })).join()).toContain(sentence)
  })

  it('refuses a total over a range, which no single rule bounds', async () => {
    const table = { ...one([['-', '3000']]), hitPolicy: 'COLLECT', aggregation: 'SUM' }
    expect((await found(table)).join()).toContain('不能写幅度')
    expect(await found({ ...table, aggregation: 'MAX' })).toEqual([])
  })

  it('refuses a misspelt attribute of ours', async () => {
    const xml = buildDecisionXml(fines).replace('yiwang:unit=', 'yiwang:units=')
    expect((await checkDecisionFile(xml)).problems.map(({ message }) => message).join()).toContain('yiwang:units')
  })

  it('holds listed numbers to the list', async () => {
    const outputs = [{ label: '天数', type: 'number', allowedText: '5, 10' }]
    expect(await found({ ...fines, outputs, rules: [['-', '10']] })).toEqual([])
    expect((await found({ ...fines, outputs, rules: [['-', '7']] })).join()).toContain('“7”不在可取的值里')
    expect((await found({ ...fines, outputs, rules: [['-', 'area']] })).join()).toContain('请写数')
  })
})

describe('values that no rule answers', () => {
  const gaps = async (changes: Partial<DecisionDescription>) =>
    (await checkDecisionFile(buildDecisionXml({ ...one([]), ...changes }))).warnings.map(({ message }) => message)

  it('are named as a warning, with an example', async () => {
    expect(
      await gaps({
        rules: [
          ['< 10', '1000'],
          ['> 10', '2000'],
        ],
      }),
    ).toEqual(['“罚款”没有规则回答这样的情形：占道面积 = 10。'])
    expect(
      await gaps({
        rules: [
          ['<= 10', '1000'],
          ['> 10', '2000'],
        ],
      }),
    ).toEqual([])
  })

  it('are found in several columns, and not where the table has a default result or lists', async () => {
    const inputs = [...fines.inputs, { name: 'again', label: '再犯', type: 'boolean' }]
    const rules = [
      ['<= 10', '-', '1000'],
      ['> 10', 'true', '2000'],
    ]
    expect(await gaps({ inputs, rules })).toEqual([expect.stringMatching(/占道面积 = 11，再犯 = 否/)])
    const outputs = [{ ...one([]).outputs[0]!, otherwise: '1000' }]
    expect(await gaps({ inputs, rules, outputs })).toEqual([])
    expect(await gaps({ inputs, rules, hitPolicy: 'COLLECT' })).toEqual([])
  })
})

const number = fc.integer({ min: -50, max: 50 }).map((value) => value / 4)
const literal = number.map(String)
const expression = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    literal,
    fc.constantFrom('a', 'b', 'null'),
    fc
      .tuple(tie('any'), fc.constantFrom('+', '-', '*', '/'), tie('any'))
      .map(([x, sign, y]) => `(${x}) ${sign} (${y})`),
    fc.tuple(fc.constantFrom('min', 'max', 'sum'), tie('any'), tie('any')).map(([f, x, y]) => `${f}(${x}, ${y})`),
    fc.tuple(tie('any'), tie('any'), tie('any')).map(([x, y, z]) => `if a > (${x}) then (${y}) else (${z})`),
    fc.tuple(fc.constantFrom('abs', 'floor', 'ceiling'), tie('any')).map(([f, x]) => `${f}(${x})`),
    fc
      .tuple(fc.constantFrom('decimal', 'round up', 'round down', 'round half up'), tie('any'), fc.nat(2))
      .map(([f, x, scale]) => `${f}(${x}, ${scale})`),
    tie('any').map((x) => `-(${x})`),
  ),
})).any
const test = fc.oneof(
  fc.tuple(fc.constantFrom('>', '>=', '<', '<=', '='), literal).map(([sign, x]) => `${sign} ${x}`),
  fc.tuple(number, number).map(([x, y]) => `[${Math.min(x, y)}..${Math.max(x, y)}]`),
  fc.tuple(literal, literal).map(([x, y]) => `${x}, ${y}`),
  literal.map((x) => `not(${x})`),
  fc.constant('-'),
)

describe('the bounds of an expression', () => {
  it('hold for whatever the engine computes, on whatever values the cells of the rule let in', () => {
    fc.assert(
      fc.property(
        expression,
        test,
        test,
        fc.array(fc.tuple(number, number), { minLength: 5, maxLength: 20 }),
        (text, first, second, values) => {
          const names = { a: boundsOfTests(first), b: boundsOfTests(second) }
          const bounds = boundsOf(text, names)
          const [code, holdsA, holdsB] = [
            compileFeel(text, ['a', 'b']),
            compileUnaryTests(first, [], 'a'),
            compileUnaryTests(second, [], 'b'),
          ]
          for (const [a, b] of values) {
            if (!holdsA.holds(a, []) || !holdsB.holds(b, [])) continue
            const result = code.read([a, b])
            if (typeof result === 'number') expect(liesWithin({ from: result, to: result }, bounds)).toBe(true)
          }
        },
      ),
      { numRuns: 400 },
    )
  })

  it('of a cell hold for every value that the cell lets in', () => {
    fc.assert(
      fc.property(test, number, (text, value) => {
        if (compileUnaryTests(text, [], 'a').holds(value, [])) {
          expect(liesWithin({ from: value, to: value }, boundsOfTests(text))).toBe(true)
        }
      }),
    )
  })
})

describe('a published table', () => {
  it('never answers outside its statutory range, whatever it is asked', async () => {
    const cell = fc.oneof(
      literal,
      expression,
      expression.map((text) => `min(8, max(-3, ${text}))`),
    )
    const rule = fc.tuple(test, test, cell)
    const table = fc.array(rule, { minLength: 1, maxLength: 3 })
    let published = 0
    await fc.assert(
      fc.asyncProperty(table, fc.array(fc.tuple(number, number), { maxLength: 10 }), async (rules, asked) => {
        const inputs = ['a', 'b'].map((name) => ({ name, type: 'number' }))
        const outputs = [{ label: '值', type: 'number', range: '[-3..8]', unit: '元', basis: '某条例' }]
        const xml = buildDecisionXml({ name: '值', hitPolicy: 'FIRST', inputs, outputs, rules })
        const { model, problems } = await parseDecision(xml)
        if (!model || problems.length > 0) return
        published += 1
        for (const [a, b] of asked) {
          const { 值: value } = decideBy(model, { a, b }, '值').values
          if (value !== null) expect(value).toSatisfy((given: number) => given >= -3 && given <= 8)
        }
      }),
      { numRuns: 150 },
    )
    expect(published).toBeGreaterThan(5)
  })
})

describe('ranges of numbers', () => {
  it.each([
    ['[1000..5000]', '1000 至 5000 元'],
    ['(0..500]', '大于 0、不超过 500 元'],
    ['<= 100000', '不超过 100000 元'],
    ['> 0.5', '大于 0.5 元'],
  ])('%s reads %s', (text, words) => {
    expect(textOfRange(readRange(text)!, '元')).toBe(words)
  })

  it('hold both of what they are put together of, and nothing is in an empty one', () => {
    const end = fc.integer({ min: -5, max: 5 })
    const range = fc.record({ from: end, to: end, isFromOpen: fc.boolean(), isToOpen: fc.boolean() })
    fc.assert(
      fc.property(range, range, end, (left, right, point) => {
        const within = (one: typeof left) => liesWithin({ from: point, to: point }, one)
        const both = hullOf(left, right)
        if (within(left) && !isEmptyRange(left)) expect(liesWithin({ from: point, to: point }, both)).toBe(true)
        if (isEmptyRange(left)) expect(within(left)).toBe(false)
        expect(liesWithin(left, both) && liesWithin(right, both)).toBe(true)
      }),
    )
  })
})
