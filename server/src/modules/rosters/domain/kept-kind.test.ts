import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RosterKind } from '../contract/roster-kind.ts'
import { divisionOf, kindsIn, kindsWithin, withKeys } from './kept-kind.ts'
import type { DecidedKind } from './kept-kind.ts'
import { columnsToRead, conflictsOf } from './kind-conflicts.ts'

const NAME = { key: 'name', title: '名称', type: 'text', isRequired: true } as const
const kind = (key: string, title: string, columns: RosterKind['columns'] = [NAME]): RosterKind => {
  return { key, title, publisher: '部门', basis: '条例', about: '说明', columns }
}
const decided = (definition: RosterKind, division: string): DecidedKind => ({ definition, division, isRetired: false })
const shipped = [kind('proofs', '证明清单'), kind('fees-of-old', '旧费清单')]
const titles = (place: string, all: readonly DecidedKind[]) =>
  kindsIn(shipped, all, place).map(({ definition }) => definition.title)

describe('kinds of lists in a place', () => {
  const city = decided(kind('proofs', '全市证明清单'), '450700')
  const county = decided(kind('proofs', '本县证明清单'), '450721')
  const own = decided(kind('l450721-1', '自设清单'), '450721')

  it('are the file’s, until a place changes them for itself: the nearest has the last word', () => {
    for (const all of [
      [city, county, own],
      [own, county, city],
    ]) {
      expect(titles('450721', all)).toEqual(['本县证明清单', '旧费清单', '自设清单'])
      expect(titles('450722', all)).toEqual(['全市证明清单', '旧费清单'])
      expect(titles('620423', all)).toEqual(['证明清单', '旧费清单'])
      expect(titles('450721001210', all)).toContain('自设清单')
    }
  })

  it('are shown to whoever looks after more than one place, with what places below declared', () => {
    const areas = [{ lo: '4507', hi: '4508' }]
    expect(kindsWithin(shipped, [city, county, own], { areas }).map(({ definition }) => definition.title)).toEqual([
      ...['全市证明清单', '旧费清单', '自设清单'],
    ])
    expect(divisionOf({ lo: '4507' })).toBe('450700')
  })

  it('give what is new a key that no column ever had, whatever a form sends along', () => {
    const key = fc.constantFrom<string[]>('name', 'c1', 'c2', 'c3', 'x')
    const keys = fc.uniqueArray(key, { maxLength: 5 })
    fc.assert(
      fc.property(keys, keys, fc.array(fc.option(key), { maxLength: 8 }), (own, ever, sent) => {
        const [mine, known] = [new Set(own), new Set([...own, ...ever])]
        const columns = sent.map((one) => ({ ...NAME, key: one ?? undefined }))
        const given = withKeys(columns, { own: mine, ever: known }).map((one) => one.key)
        const fresh = given.filter((_, at) => !(sent[at] && mine.has(sent[at])))
        expect(new Set(fresh).size).toBe(fresh.length)
        expect(fresh.filter((one) => known.has(one))).toEqual([])
      }),
    )
  })
})

describe('records in force', () => {
  const way = { key: 'way', title: '方式', type: 'choice', choices: ['保留', '取消'] } as const
  const who = { key: 'who', title: '经办人', type: 'person-name', isPersonal: true } as const
  const before = kind('proofs', '证明清单', [NAME, { ...way, choices: [...way.choices] }, who])
  const use = { records: 3, filled: new Map([['way', 2]]), values: new Map([['way', ['保留']]]) }
  const told = (columns: RosterKind['columns'], records = 3) =>
    conflictsOf(before, { ...before, columns }, { ...use, records })
  const [, choice] = before.columns

  it('do not hinder what they can meet: titles, order behind the first, what is new and may be empty, more choices', () => {
    const more = { ...choice!, title: '处理方式', choices: ['保留', '取消', '替代'] }
    expect(
      told([
        { ...NAME, title: '证明名称' },
        { ...who, inPublic: 'hidden' },
        more,
        { ...NAME, key: 'c1', isRequired: false },
      ]),
    ).toEqual([])
    expect(told([who], 0)).toEqual([])
  })

  it('hinder what they cannot, each with its reason', () => {
    expect(told([NAME, { ...choice!, isRequired: true }, who])).toEqual(['“方式”改为必填，但有 1 条在册记录没有填'])
    expect(told([NAME, { ...choice!, choices: ['取消'] }, who])).toEqual(['“方式”改了以后，在册记录里的“保留”就不合了'])
    expect(told([NAME, choice!])).toHaveLength(1)
    expect(told([NAME, choice!, { ...who, isRequired: true }])).toHaveLength(1)
    expect(columnsToRead(before, { ...before, columns: [NAME, { ...choice!, type: 'text' }, who] })).toEqual(['way'])
  })
})
