import type { HallContent } from '@yiwang/server/contract/organizations'
import { describe, expect, it } from 'vitest'
import { BLANK_HALL, moveBlock, placeBlock, readStretches, toContent, toForm } from './hall-model.ts'

const floor = {
  ...{ name: '一楼', columns: 4, rows: 3 },
  blocks: [{ kind: 'window' as const, number: 'A1', column: 1, row: 1, width: 2, height: 1 }],
}
const hall: HallContent = {
  ...{ name: '大厅', address: '江南路12号', phone: '12345', inUse: true, floors: [floor] },
  hours: {
    workday: [
      { from: 510, to: 720 },
      { from: 870, to: 1080 },
    ],
    weekdays: { '3': [], '6': [{ from: 540, to: 720 }], '7': [] },
    weekend: [],
    holiday: [{ from: 0, to: 1440 }],
  },
}

describe('hours as they are typed', () => {
  it.each([
    ['8:30-12:00 14:30-18:00', 2],
    ['８：３０—１２：００、14:30 至 18:00', 2],
    ['全天', 1],
    ['', 0],
    ['不开放', 0],
  ])('are read: %s', (text, count) => {
    expect(readStretches(text)).toHaveLength(count)
  })

  it.each(['上午', '12:00-8:30', '8:30', '8:75-9:00', '9:00-25:00'])('are no hours: %s', (text) => {
    expect(readStretches(text)).toBeUndefined()
  })
})

describe('a hall in its form', () => {
  it('comes back as it was', () => {
    expect(toContent(toForm(hall))).toEqual({ content: hall })
    const { hours: _own, ...plain } = hall
    expect(toContent(toForm(plain))).toEqual({ content: plain })
  })

  it('says which hours cannot be read, and only where they are its own', () => {
    const typed = { ...BLANK_HALL, name: '大厅', address: '路', hours: { workday: '早九晚五' } }
    expect(toContent({ ...typed, hasOwnHours: true })).toEqual({ unread: ['workday'] })
    expect(toContent(typed)).toEqual({ content: { name: '大厅', address: '路', inUse: true, floors: [] } })
  })
})

describe('a block', () => {
  it('is put where there is room, a window with the next number', () => {
    expect(placeBlock(floor, 'window')).toEqual({ ...floor.blocks[0], number: 'A2', column: 3, width: 1 })
    const full = { ...floor, blocks: [{ ...floor.blocks[0]!, width: 4, height: 3 }] }
    expect(placeBlock(full, 'lift')).toBeUndefined()
  })

  it('moves by a cell and never out of the floor', () => {
    const [block] = floor.blocks
    expect(moveBlock(floor, block!, { column: 1, row: 1 })).toMatchObject({ column: 2, row: 2 })
    expect(moveBlock(floor, block!, { column: -1, row: 0 })).toMatchObject({ column: 1, row: 1 })
    expect(moveBlock(floor, { ...block!, column: 3 }, { column: 1, row: 0 })).toMatchObject({ column: 3 })
  })
})
