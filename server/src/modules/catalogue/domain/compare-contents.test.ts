import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ItemContent } from '../contract/item.ts'
import { itemFile } from '../fixtures.ts'
import { compareContents, wordsOf } from './compare-contents.ts'

const { id: _id, ...base } = (itemFile() as { item: ItemContent & { id: string } }).item
const material = (id: string, name: string, more: object = {}) => ({ ...base.materials[0]!, id, name, ...more })

describe('the difference between two versions', () => {
  it('is told field by field, in the words of the page', () => {
    const newer = { ...base, promisedLimit: { value: 3, unit: 'day' as const }, delivery: true }
    expect(compareContents(base, newer)).toEqual([
      { path: '/promisedLimit/value', place: '承诺办结时限 › 数值', kind: 'changed', before: '5', after: '3' },
      { path: '/promisedLimit/unit', place: '承诺办结时限 › 单位', kind: 'changed', before: '工作日', after: '自然日' },
      { path: '/delivery', place: '可以邮寄', kind: 'changed', before: '否', after: '是' },
    ])
  })

  it('knows a material by its id: moved and renamed it is the same, and what is new or gone is told once', () => {
    const older = { ...base, materials: [material('a', '申请书'), material('b', '平面图'), material('c', '旧证明')] }
    const newer = {
      ...base,
      materials: [material('b', '平面图'), material('a', '备案申请书', { copies: 2 }), material('d', '承诺书')],
    }
    expect(compareContents(older, newer).map(({ kind, place }) => `${kind} ${place}`)).toEqual([
      'removed 申请材料 › 旧证明',
      'changed 申请材料 › 备案申请书 › 材料名称',
      'changed 申请材料 › 备案申请书 › 复印件份数',
      'added 申请材料 › 承诺书',
      'moved 申请材料',
    ])
  })

  it('tells of lists of words what came and what went, and names a question of the form by its title', () => {
    const properties = base.form.schema['properties'] as Record<string, object>
    const form = {
      ...base.form,
      schema: { ...base.form.schema, properties: { ...properties, hives: { ...properties['hives'], maximum: 500 } } },
    }
    const newer = { ...base, keywords: ['蜜蜂'], themes: ['health'], form }
    expect(
      compareContents(base, newer).map(({ kind, place, before, after }) => [kind, place, before ?? after]),
    ).toEqual([
      ['removed', '主题', '农业农村'],
      ['added', '主题', '医疗卫生'],
      ['removed', '关键词', '养蜂'],
      ['added', '关键词', '蜜蜂'],
      ['changed', '申请表单 › 表单结构（JSON Schema 2020-12） › 蜂箱数量', '10000'],
    ])
  })

  it('tells a list of sentences as sentences, and a list of words with a 顿号 between them', () => {
    expect(wordsOf('conditions', ['有固定的场所。', '符合规划。'])).toBe('有固定的场所。符合规划。')
    expect(wordsOf('keywords', ['养蜂', '蜜蜂'])).toBe('养蜂、蜜蜂')
  })

  it('is empty between a version and itself, whatever the order of its keys, and never empty when something differs', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(Object.keys(base), { minLength: Object.keys(base).length }), (keys) => {
        const shuffled = Object.fromEntries(keys.map((key) => [key, base[key as keyof typeof base]]))
        expect(compareContents(base, shuffled)).toEqual([])
      }),
    )
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(base)), (key) => {
        const { [key]: _gone, ...rest } = base as Record<string, unknown>
        expect(compareContents(base, rest)).toHaveLength(1)
      }),
    )
  })
})
