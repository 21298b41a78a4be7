import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ItemContent } from '../contract/item.ts'
import type { DiscretionTier, Penalty } from '../contract/type-parts.ts'
import { PARTS_OF_TYPE, TYPE_PART_FIELDS, typeOfPart } from '../contract/type-parts.ts'
import { DRAFT_SECTIONS } from '../contract/draft-content.ts'
import { itemFile } from '../fixtures.ts'
import { contentFaults } from '../queries/validate-form.ts'
import { checkTypeParts } from './check-type-parts.ts'
import { compareContents } from './compare-contents.ts'
import { authorityInWords, elementsInWords } from './element-words.ts'
import { RULED_FIELDS } from './field-rules.ts'
import { RowNotes } from './import-row.ts'
import { STANDARD_TYPES } from './power-types.ts'
import { linesOf } from './public-list.ts'
import { readCatalogueFile } from './read-file.ts'

const item = readCatalogueFile(itemFile()).rows[0]!.offer!.content

const penalty: Penalty = {
  ...{ name: '未经备案养蜂', kinds: ['warning', 'fine'], fineFrom: 500, fineTo: 5000, fineUnit: 'yuan' },
  basis: '测试用条例第二十条',
}
const tier: DiscretionTier = {
  ...{ act: penalty.name, grade: 'ordinary', situation: '首次，蜂箱五十箱以下', kinds: ['fine'] },
  ...{ fineFrom: 500, fineTo: 2000, fineUnit: 'yuan', collective: false },
}
const fined = (changes: Partial<ItemContent>): ItemContent => ({
  ...{ ...item, powerType: 'penalty', penalties: [penalty] },
  ...changes,
})

function told(content: ItemContent): string[] {
  const notes = new RowNotes()
  checkTypeParts(content, notes)
  return notes.findings().map(({ level, at, message }) => `${level} ${at.join('.')}: ${message}`)
}

describe('elements of a type', () => {
  it('belong to a type of the standard each, stand in a part of the draft and under the rules of adoption', () => {
    for (const field of TYPE_PART_FIELDS) {
      expect(STANDARD_TYPES.find(typeOfPart(field)!)).toBeDefined()
      expect(DRAFT_SECTIONS.kind.fields).toContain(field)
      expect(RULED_FIELDS).toContain(field)
    }
    expect(PARTS_OF_TYPE['other-power']).toBeUndefined()
  })

  it('are none of what was published before them', () => {
    expect(contentFaults(item)).toEqual([])
    expect(told(item)).toEqual([])
    expect(elementsInWords(item)).toEqual([])
    expect(authorityInWords(item)).toEqual([])
  })

  it('are those of the item’s own type', () => {
    expect(told({ ...item, powerType: 'licensing', penalties: [penalty] })).toEqual([
      'error penalties: 只有行政处罚事项才有这一项，请清空或者改正权力类型',
    ])
    expect(told(fined({ penalties: [] }))).toEqual(['warning penalties: 行政处罚事项应当写明这一项'])
    expect(told({ ...item, powerType: 'x11-450721' })).toEqual([])
    expect(contentFaults(fined({ discretion: [tier] }))).toEqual([])
  })

  it('say what is punished, with what and how much', () => {
    const of = (changes: Partial<Penalty>) => told(fined({ penalties: [{ ...penalty, ...changes }] }))
    expect(of({})).toEqual([])
    expect(of({ kinds: [] })[0]).toContain('penalties.0.kinds: 违法行为“未经备案养蜂”没有写明处罚种类')
    expect(of({ kinds: ['warning'] })).toEqual(['error penalties.0.kinds: 写了罚款幅度，处罚种类里却没有罚款'])
    expect(of({ fineFrom: 6000 })).toEqual(['error penalties.0.fineFrom: 罚款下限高于上限'])
    expect(told(fined({ penalties: [penalty, penalty] }))).toEqual(['error penalties.1.name: “未经备案养蜂”列了两次'])
  })

  it('weigh within what the law allows', () => {
    const of = (...tiers: Partial<DiscretionTier>[]) =>
      told(fined({ discretion: tiers.map((one) => ({ ...tier, ...one })) }))
    expect(of({}, { grade: 'heavier', fineFrom: 2000, fineTo: 5000 })).toEqual([])
    expect(of({}, { grade: 'heavier', fineFrom: 1500, fineTo: 5000 })).toEqual([
      'error discretion.1.fineFrom: 罚款幅度与同一违法行为的另一档（500–2000）重叠',
    ])
    expect(of({ fineTo: 6000 })).toEqual(['error discretion.0.fineTo: 罚款上限超过法定幅度（500–5000）'])
    expect(of({ fineFrom: 100 })).toEqual([
      'error discretion.0.fineFrom: 罚款下限低于法定幅度（500–5000），只有减轻处罚可以',
    ])
    expect(of({ grade: 'mitigated', fineFrom: 100, fineTo: 500 })).toEqual([])
    expect(of({ grade: 'mitigated' })[0]).toContain('减轻处罚应当在法定幅度（500–5000）以下')
    expect(of({ act: '别的' })).toEqual(['error discretion.0.act: 没有列出违法行为“别的”'])
    expect(of({ kinds: ['fine', 'detention'] })).toEqual(['error discretion.0.kinds: 有法律没有规定的处罚种类'])
  })

  it('never let two tiers through of which one amount could be either, but where they touch', () => {
    const range = fc.tuple(fc.integer({ min: 500, max: 5000 }), fc.integer({ min: 500, max: 5000 }))
    fc.assert(
      fc.property(fc.array(range, { minLength: 2, maxLength: 4 }), (ranges) => {
        const tiers = ranges.map(([a, b]) => ({ ...tier, fineFrom: Math.min(a, b), fineTo: Math.max(a, b) }))
        if (told(fined({ discretion: tiers })).length > 0) return
        for (const [place, one] of tiers.entries())
          for (const other of tiers.slice(0, place))
            expect(Math.min(one.fineTo, other.fineTo)).toBeLessThanOrEqual(Math.max(one.fineFrom, other.fineFrom))
      }),
    )
  })

  it('hold compulsion to the limits of the law', () => {
    const seal = { name: '查封蜂场', kind: 'seal', conditions: '有证据证明有疫病', basis: '测试用条例第九条' } as const
    const of = (changes: object) =>
      told({ ...item, powerType: 'compulsion', compulsions: [{ ...seal, limitDays: 30, ...changes }] })
    expect(of({})).toEqual([])
    expect(of({ limitDays: undefined })[0]).toContain('error compulsions.0.limitDays')
    expect(of({ limitDays: 60 })[0]).toContain('warning compulsions.0.limitDays')
    expect(of({ kind: 'substitute' })[0]).toContain('应当写明由谁执行')
    expect(of({ executor: 'court' })[0]).toContain('error compulsions.0.executor')
  })

  it('are told in words, on the guide, on the list of powers and as differences', () => {
    const content = fined({ discretion: [tier], entrustedBy: '灵山县人民政府', organNature: 'entrusted' })
    expect(elementsInWords(content)[0]).toMatchObject({
      title: '处罚的行为、种类、幅度',
      parts: [
        {
          name: '未经备案养蜂',
          facts: [
            { name: '处罚种类', value: '警告、罚款' },
            { name: '罚款下限', value: '500' },
            { name: '罚款上限', value: '5000' },
            { name: '罚款单位', value: '元' },
            { name: '处罚依据', value: '测试用条例第二十条' },
          ],
        },
      ],
    })
    expect(authorityInWords(content)).toEqual([
      { name: '实施主体性质', value: '受委托组织' },
      { name: '委托部门', value: '灵山县人民政府' },
    ])
    const [line] = linesOf('power', { content, risks: [] }, STANDARD_TYPES)
    expect(line!['parts']).toContain('违法行为：未经备案养蜂；处罚种类：警告、罚款；罚款下限：500')
    const newer = fined({ discretion: [{ ...tier, fineTo: 1500 }], penalties: [penalty] })
    expect(compareContents(fined({ discretion: [tier] }), newer)).toMatchObject([
      { path: '/discretion/0/fineTo', place: '裁量基准 › 未经备案养蜂 › 罚款上限', before: '2000', after: '1500' },
    ])
  })
})
