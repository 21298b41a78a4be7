import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import shipped from '../../../../../data/lists/kinds.json' with { type: 'json' }
import { faultsOf } from '../contract/index.ts'
import type { RosterKind } from '../contract/index.ts'
import { maskedCells, publicCells, readCells, shownCells } from './cells.ts'

const kinds = shipped.kinds as readonly RosterKind[]
const people = kinds.find(({ key }) => key === 'assistance-people')!
const money: RosterKind = {
  ...people,
  key: 'money',
  columns: [
    { key: 'name', title: '名称', type: 'text', isRequired: true },
    { key: 'amount', title: '金额', type: 'amount' },
  ],
}

describe('the shipped kinds of lists', () => {
  it('hold together', () => expect(faultsOf(kinds)).toEqual([]))

  it('are told what cannot be meant', () => {
    const wrong = {
      ...people,
      columns: [...people.columns, { key: 'code2', title: '又一个号', type: 'citizen-id' as const }],
    }
    expect(faultsOf([wrong, wrong, { ...money, key: 'fee' }])).toEqual(
      expect.arrayContaining([
        '“assistance-people”出现了两次',
        '“fee”是由事项生成的清单',
        expect.stringContaining('必须是个人信息') as string,
        expect.stringContaining('只能有一栏') as string,
      ]),
    )
  })
})

describe('a cell', () => {
  it('keeps an amount to the cent, however large and however it is written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n - 1n }), (cents) => {
        const text = `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`
        const { cells } = readCells(money, { name: '甲', amount: text })
        expect(cells['amount']).toBe(text)
        const shown = shownCells(money, cells)['amount']!
        expect(readCells(money, { name: '甲', amount: `${shown} 元` }).cells['amount']).toBe(text)
      }),
    )
  })

  it('that is personal is read by the public as a family name or not at all', () => {
    const cells = {
      name: '区明霞',
      code: '999999197001010019',
      phone: '13900000777',
      reason: '病',
      measure: '低保',
      amount: '1.00',
    }
    expect(publicCells(people, cells)).toEqual({ name: '区**', measure: '低保', amount: '1.00' })
    expect(readCells(people, { ...maskedCells(people, cells), place: '450721' }, cells)).toEqual({
      cells: { ...cells, place: '450721' },
      errors: [],
    })
  })
})
