import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ItemContent, RuledField } from '../contract/index.ts'
import type { FieldRule } from '../contract/index.ts'
import { itemFile } from '../fixtures.ts'
import { isEqual, withCharge } from './compare-contents.ts'
import { draftOf } from './draft-content.ts'
import { RULED_FIELDS, checkRules, fitToBase, lockedField, mayTighten, rulesOf } from './field-rules.ts'
import { RowNotes } from './import-row.ts'
import { mergeAdoption } from './merge-adoption.ts'

const { item } = itemFile() as { item: ItemContent & { id?: string } }
const { id: _id, ...sample } = item

const material = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  name: fc.constantFrom('申请书', '场地证明'),
  necessity: fc.constantFrom('required' as const, 'optional' as const, 'deferrable' as const),
  form: fc.constantFrom('paper' as const, 'electronic' as const, 'either' as const),
  source: fc.constantFrom('applicant' as const, 'government' as const),
  originals: fc.nat(3),
  copies: fc.nat(3),
})
const rule = fc.record({
  field: fc.constantFrom(...RULED_FIELDS),
  rule: fc.constantFrom<FieldRule>('locked', 'tighten', 'free'),
})
const limit = fc.record({
  value: fc.integer({ min: 1, max: 60 }),
  unit: fc.constantFrom('workday' as const, 'day' as const),
})

/** Items that differ in what burdens an applicant and in what the law says. */
const content: fc.Arbitrary<ItemContent> = fc
  .record({
    name: fc.constantFrom('养蜂场备案', '养蜂场登记'),
    promisedLimit: limit,
    statutoryLimit: limit,
    conditions: fc.uniqueArray(fc.constantFrom('有场地', '远离学校', '有技术人员')),
    materials: fc.uniqueArray(material, { selector: (one) => one.id, maxLength: 5 }),
    visits: fc.record({ count: fc.nat(3) }),
    acceptsOnline: fc.boolean(),
    delivery: fc.boolean(),
    instant: fc.boolean(),
    onlineDepth: fc.constantFrom('consulting' as const, 'receiving' as const, 'accepting' as const, 'whole' as const),
    charged: fc.boolean(),
    fees: fc.uniqueArray(
      fc.record({ name: fc.constantFrom('工本费', '检测费'), standard: fc.constantFrom('10元', '20元') }),
      { selector: (one) => one.name },
    ),
    faqs: fc.constantFrom<ItemContent['faqs']>([], [{ question: '多久办好？', answer: '五天。' }]),
    adoption: fc.record({
      mayDecline: fc.boolean(),
      rules: fc
        .uniqueArray(rule, { selector: (one) => one.field })
        .map((rules) => rules.filter((one) => one.rule !== 'tighten' || mayTighten(one.field))),
    }),
  })
  .map((changes) => ({ ...sample, ...changes }))

const findings = (base: ItemContent, own: object) => {
  const notes = new RowNotes()
  checkRules(base, own as ItemContent, { notes, isWhole: () => true })
  return notes.reasons
}

const titleOf = (shape: object) => ('title' in shape ? shape.title : undefined)

describe('an item under the rules of a base item', () => {
  it('has its locked elements as the base item has them and asks for no more, however both changed', () => {
    fc.assert(
      fc.property(content, content, content, (from, to, own) => {
        const merged = mergeAdoption({ from, to, ours: draftOf(own) }) as Record<string, unknown>
        const said = withCharge(to) as Record<string, unknown>
        for (const [field, rule] of rulesOf(to)) if (rule === 'locked') expect(merged[field]).toEqual(said[field])
        expect(findings(to, merged)).toEqual([])
        expect(lockedField(to, merged)).toBeUndefined()
      }),
    )
  })

  it('stays as it is where it keeps to the rules, and follows where the organ changed nothing', () => {
    fc.assert(
      fc.property(content, content, (from, to) => {
        const ours = fitToBase(from, draftOf(from))
        const merged = mergeAdoption({ from, to, ours }) as Record<string, unknown>
        const said = withCharge(to) as Record<string, unknown>
        for (const field of RULED_FIELDS)
          if (said[field] !== undefined) expect(isEqual(merged[field], said[field])).toBe(true)
        expect(mergeAdoption({ from, to: from, ours })).toEqual(ours)
      }),
    )
  })

  it('is told what it asks for too much, each at its place', () => {
    const base = { ...sample, promisedLimit: { value: 5, unit: 'workday' as const } }
    const [first] = sample.materials
    const own = {
      ...withCharge(base),
      promisedLimit: { value: 8, unit: 'workday' as const },
      materials: [
        { ...first!, copies: 3 },
        { ...first!, id: 'more', name: '担保书' },
      ],
      legalBases: [],
    }
    const notes = new RowNotes()
    checkRules(base, own, { notes, isWhole: () => true })
    expect(notes.findings().map(({ at, message }) => [at.join('/'), message])).toEqual([
      ['promisedLimit', '承诺时限不能长于基本目录的 5 个工作日'],
      ['materials/0/copies', '复印件不能多于基本目录的 0 份'],
      ['materials/1', '基本目录没有材料“担保书”，只能减少，不能增加'],
      ['legalBases', '由基本目录统一规定，不能修改'],
    ])
  })

  it('takes days for shorter than workdays, and at once for shorter than all', () => {
    const base = { ...sample, promisedLimit: { value: 5, unit: 'workday' as const } }
    const under = (promisedLimit: ItemContent['promisedLimit']) =>
      findings(base, { ...withCharge(base), promisedLimit })
    expect(under({ value: 5, unit: 'day' })).toEqual([])
    expect(under({ value: 0, unit: 'instant' })).toEqual([])
    expect(under({ value: 0, unit: 'none' })).toHaveLength(1)
  })

  it('names every element in the words of its page', () => {
    for (const named of RuledField.anyOf)
      if (named.const !== 'form') expect(named).toHaveProperty('title', titleOf(ItemContent.properties[named.const]))
  })
})
