import { expect, test } from 'vitest'
import { layRibbon } from './ribbon-layout.ts'
import type { RibbonLimit } from './ribbon-limit.ts'

const promised: RibbonLimit = {
  kind: 'handling-promised',
  title: '承诺办结',
  startOn: '2025-09-29',
  dueOn: '2025-10-24',
  provisional: false,
  elapsedWorkdays: 2,
  remainingWorkdays: 3,
  overdueWorkdays: 0,
  level: 'normal',
  explanation: '自9月29日起算。',
  strip: [
    { from: '2025-09-29', to: '2025-09-30', kind: 'counted' },
    { from: '2025-10-01', to: '2025-10-08', kind: 'rest', label: '国庆节' },
    { from: '2025-10-09', to: '2025-10-17', kind: 'stopped', label: '机构评审' },
    { from: '2025-10-18', to: '2025-10-24', kind: 'left' },
  ],
}

const statutory: RibbonLimit = {
  ...promised,
  kind: 'handling-statutory',
  dueOn: '2025-11-14',
  strip: [{ from: '2025-09-29', to: '2025-11-14', kind: 'left' }],
}

test('every stretch of the strip takes its share of the days, and together they fill the line', () => {
  const { bars } = layRibbon(promised, '2025-10-10')
  expect(bars.map(({ kind, days }) => [kind, days])).toEqual([
    ['counted', 2],
    ['rest', 8],
    ['stopped', 9],
    ['left', 7],
  ])
  expect(bars.reduce((sum, bar) => sum + bar.width, 0)).toBeCloseTo(100)
})

test('the statutory limit lengthens the line behind the promised one and brings its own mark', () => {
  const { bars, marks } = layRibbon(promised, '2025-10-10', statutory)
  expect(bars.at(-1)).toMatchObject({ kind: 'left', days: 21 })
  expect(marks.map((mark) => [mark.kind, mark.label])).toEqual([
    ['start', '起算 9/29'],
    ['today', '今天'],
    ['promise', '承诺 10/24'],
    ['law', '法定 11/14'],
  ])
})

test('days after the due date are drawn as too many up to today', () => {
  const red = { ...promised, level: 'red', overdueWorkdays: 2, remainingWorkdays: 0 } as const
  const { bars } = layRibbon(red, '2025-10-28')
  expect(bars.at(-1)).toMatchObject({ kind: 'over', days: 4 })
})

test('a provisional due date says so in its mark', () => {
  const { marks } = layRibbon({ ...promised, provisional: true }, '2025-10-10')
  expect(marks.find((mark) => mark.kind === 'promise')?.label).toBe('承诺 10/24 暂定')
})

test('labels that would touch each other go to different lanes', () => {
  const { marks, lanes } = layRibbon(promised, '2025-10-23', statutory)
  const [today, promise] = [marks.find((one) => one.kind === 'today'), marks.find((one) => one.kind === 'promise')]
  expect(today?.lane).not.toBe(promise?.lane)
  expect(lanes).toBeGreaterThan(1)
})

test('a closed limit has no today', () => {
  const { marks } = layRibbon({ ...promised, level: 'closed' }, '2025-10-10')
  expect(marks.some((mark) => mark.kind === 'today')).toBe(false)
})

test('a strip that begins the day after the start still shows the start, at its edge', () => {
  const { marks } = layRibbon({ ...promised, startOn: '2025-09-28' }, '2025-09-28')
  expect(marks.filter((one) => one.at === 0).map((one) => one.kind)).toEqual(['start', 'today'])
})
