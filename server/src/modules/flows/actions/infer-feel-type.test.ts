import { describe, expect, it } from 'vitest'
import { BOOLEAN, NUMBER, STRING, scalarNamed } from '../domain/feel-type.ts'
import type { FeelType } from '../domain/feel-type.ts'
import { FeelTypeError, checkUnaryTests, inferFeelType } from './infer-feel-type.ts'

const DATE = scalarNamed('date')!
const outcome: FeelType = { kind: 'string', values: ['pass', 'return', 'deny'] }
const scope: Record<string, FeelType> = {
  amount: NUMBER,
  name: STRING,
  urgent: BOOLEAN,
  openedOn: DATE,
  filedOn: STRING,
  outcome,
  outcomes: { kind: 'context', fields: { review: outcome } },
  areas: { kind: 'list', of: NUMBER },
  owners: { kind: 'list', of: { kind: 'context', fields: { name: STRING, share: NUMBER } } },
  anything: { kind: 'any' },
  'Full Name': STRING,
}

describe('the type of a FEEL text', () => {
  it.each([
    ['amount > 1000 and name = "甲"', 'boolean'],
    ['not(urgent) or amount in [1..5)', 'boolean'],
    ['amount between 1 and 5', 'boolean'],
    ['outcome in ("pass", "deny")', 'boolean'],
    ['outcomes.review = "return"', 'boolean'],
    ['some x in areas satisfies x > amount', 'boolean'],
    ['every o in owners satisfies o.share > 0.5', 'boolean'],
    ['count(areas[item > 3]) >= 2', 'boolean'],
    ['sum(owners.share) = 1', 'boolean'],
    ['openedOn < date("2026-01-01")', 'boolean'],
    ['date(filedOn) < openedOn', 'boolean'],
    ['openedOn + duration("P10D") > date(filedOn)', 'boolean'],
    ['openedOn.year = 2026', 'boolean'],
    ['anything > 3 or anything = "x"', 'boolean'],
    ['Full Name = "甲"', 'boolean'],
    ['name = null', 'boolean'],
    ['if urgent then amount * 2 else amount', 'number'],
    ['-amount ** 2', 'number'],
    ['min(amount, 3) + string length(name)', 'number'],
    ['owners[1].share', 'number'],
    ['name + "（补）"', 'string'],
    ['[1, 2]', 'list'],
  ])('%s is %s', (text, kind) => {
    expect(inferFeelType(text, scope).kind).toBe(kind)
  })

  it.each([
    ['amount > "1000"', '不能拿数与文字比较'],
    ['name = 3', '不能拿文字与数比较'],
    ['amonut > 1000', '没有名为“amonut”的变量'],
    ['amount and urgent', 'and 的两边要是否，“amount”是数'],
    ['not(amount)', 'not() 的第 1 个参数要是否，给的是数'],
    ['outcome = "retrun"', '“retrun”不在可取的值里'],
    ['outcome in ("pass", "retrun")', '“retrun”不在可取的值里'],
    ['outcomes.handle = "pass"', '“outcomes”没有名为“handle”的内容'],
    ['filedOn < date("2026-01-01")', '不能拿文字与日期比较'],
    ['urgent > true', '不能比大小'],
    ['amount + name', '数与文字不能用 + 计算'],
    ['name - name', '文字与文字不能用 - 计算'],
    ['if amount then 1 else 2', 'if 后面要是否'],
    ['amount in (1, "2")', '不能拿数与文字比较'],
    ['amount in ["a".."b"]', '不能拿数与文字比较'],
    ['count(amount)', 'count() 的第 1 个参数要任意值的列表'],
    ['some x in amount satisfies x > 1', '“amount”不是列表'],
    ['some x in areas satisfies x + 1', 'satisfies 后面要是否'],
    ['areas[name]', '不是条件，也不是第几个'],
    ['today() > openedOn', '不能用 today()'],
    ['shout(name)', '不支持函数“shout”'],
    ['substring(string: name, start position: 2)', '不写参数名'],
    ['substring(name)', '参数个数不对'],
    ['function(a) a', '的写法不支持'],
    ['{ a: 1 }', '的写法不支持'],
    ['amount >', '写得不对'],
    ['', '是空的'],
  ])('%s is refused: %s', (text, sentence) => {
    expect(() => inferFeelType(text, scope)).toThrow(FeelTypeError)
    expect(() => inferFeelType(text, scope)).toThrow(sentence)
  })
})

describe('the cells of a column of numbers', () => {
  it.each(['-', '5', '> 5', '<= amount', '[1..5)', '1, 2, > 10', 'not(1, 2)', 'null'])('may ask %s', (text) => {
    expect(() => checkUnaryTests(text, NUMBER, scope)).not.toThrow()
  })

  it.each([
    ['"5"', '不能拿数与文字比较'],
    ['> name', '不能拿数与文字比较'],
    ['["a".."b"]', '不能拿数与文字比较'],
    ['? > 5', '不支持用 ? 指代'],
    ['true', '不能拿数与是否比较'],
  ])('may not ask %s: %s', (text, sentence) => {
    expect(() => checkUnaryTests(text, NUMBER, scope)).toThrow(sentence)
  })
})
