import type { AppliedTable } from '@yiwang/server/contract/flows'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { AppliedTables } from './applied-tables.tsx'

const decision = { name: '审查方式', matched: [2], isOtherwise: false }
const inputs = [{ label: '面积', value: 120 }]

function textOf(...decisions: AppliedTable['decisions']): string {
  const table = {
    decisionId: 'way',
    decisionVersion: 3,
    name: '审查方式表',
    appliedAt: '2026-10-20T02:00:00Z',
    decisions,
  }
  return renderToStaticMarkup(<AppliedTables applied={[table]} />)
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}

test('a table that decided is named with its version, what it was asked, the rule that matched and what it said', () => {
  expect(textOf({ ...decision, inputs, result: '现场' })).toBe(
    ' 决策依据 审查方式表（第 3 版） 2026年10月20日 10:00 所看内容 面积：120 命中规则 第 2 条 审查方式 现场 ',
  )
})

test('whoever does not work on the case sees which rule matched, and neither answers nor result', () => {
  const text = textOf(decision)
  expect(text).toContain('第 2 条')
  expect(text).toContain('只对办理人显示')
  expect(text).not.toContain('所看内容')
})

test('several rules, none, the default, and results of several columns are in words', () => {
  expect(textOf({ ...decision, matched: [1, 4] })).toContain('第 1、4 条')
  expect(textOf({ ...decision, matched: [], result: null })).toContain('没有规则命中 审查方式 无')
  expect(textOf({ ...decision, matched: [], isOtherwise: true, result: '书面' })).toContain('没有规则命中，取缺省值')
  expect(
    textOf({ ...decision, inputs: [{ label: '新建', value: true }], result: { 档次: '一档', 人数: 2 } }),
  ).toContain('新建：是 命中规则 第 2 条 审查方式 档次：一档；人数：2')
})

test('where no table decided there is nothing', () => {
  expect(renderToStaticMarkup(<AppliedTables applied={[]} />)).toBe('')
})

test('what the law leaves is named with its article', () => {
  const ranges = [{ label: '罚款', range: '1000 至 5000 元', basis: '《城市道路管理条例》第四十二条' }]
  expect(textOf({ ...decision, inputs, result: 2000, ranges })).toContain(
    '法定幅度 罚款 1000 至 5000 元（《城市道路管理条例》第四十二条）',
  )
})
