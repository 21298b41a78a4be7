import { describe, expect, it } from 'vitest'
import type { HallBlock, HallContent } from '../contract/hall.ts'
import { floorInWords, planFaults, windowsOf } from './hall-plan.ts'

const block = (kind: HallBlock['kind'], column: number, row: number, over: Partial<HallBlock> = {}): HallBlock => ({
  ...{ kind, column, row, width: 1, height: 1 },
  ...over,
})
const window = (number: string, column: number, row: number) => block('window', column, row, { number })
const door = block('entrance', 5, 6, { width: 2 })

function hall(...blocks: HallBlock[]): HallContent {
  const floors = [{ name: '一楼', columns: 10, rows: 6, blocks }]
  return { name: '大厅', address: '江南路12号', floors, inUse: true }
}

const faultsOf = (content: HallContent) => planFaults(content).map(({ path, message }) => `${path} ${message}`)

describe('a plan of a hall', () => {
  it('is right with an entrance and windows that lie apart', () => {
    expect(planFaults(hall(window('1', 1, 1), window('2', 2, 1), door))).toEqual([])
    expect(planFaults(hall())).toEqual([])
    expect(planFaults({ ...hall(), floors: [] })).toEqual([])
  })

  it.each([
    [
      'a number used twice',
      [window('1', 1, 1), window('1', 3, 1), door],
      '/floors/0/blocks/1/number 窗口号“1”在一楼已经用过',
    ],
    ['a window without a number', [block('window', 1, 1), door], '/floors/0/blocks/0/number 窗口要有窗口号'],
    ['a number on a lift', [{ ...door, number: '3' }], '/floors/0/blocks/0/number 只有窗口才有窗口号'],
    [
      'one upon another',
      [block('lift', 2, 2, { width: 3, height: 3 }), window('1', 4, 4), door],
      '/floors/0/blocks/1 1 号窗口和电梯重叠',
    ],
    [
      'out on the right',
      [block('toilet', 10, 1, { width: 2 })],
      '/floors/0/blocks/0/column 厕所超出了平面图的右边（共 10 列）',
    ],
    ['out below', [block('toilet', 1, 6, { height: 2 })], '/floors/0/blocks/0/row 厕所超出了平面图的下边（共 6 行）'],
    ['no way in', [window('1', 1, 1)], '/floors 有窗口的平面图，应当标出入口'],
  ])('tells at its place: %s', (_, blocks, fault) => {
    expect(faultsOf(hall(...blocks))).toEqual([fault])
  })

  it('tells a number that another floor has, and a floor’s name that another has', () => {
    const [floor] = hall(window('1', 1, 1), door).floors
    expect(faultsOf({ ...hall(), floors: [floor!, { ...floor!, blocks: [window('1', 2, 2)] }] })).toEqual([
      '/floors/1/name 已有一层叫“一楼”',
      '/floors/1/blocks/0/number 窗口号“1”在一楼已经用过',
    ])
  })

  it('says in words where a window is, and by what', () => {
    const content = hall(window('1', 1, 1), window('2', 10, 3), block('lift', 9, 5), door)
    expect(windowsOf(content).map(({ number, where }) => `${number} ${where}`)).toEqual([
      '1 一楼平面图左上方',
      '2 一楼平面图右侧中部，靠近电梯',
    ])
    expect(floorInWords(content.floors[0]!)).toBe('一楼：窗口 2 个（1 号、2 号）；电梯在右下方，入口在下方正中。')
  })
})
