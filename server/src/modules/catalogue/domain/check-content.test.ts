import { describe, expect, it } from 'vitest'
import type { ItemContent } from '../contract/item.ts'
import { itemFile } from '../fixtures.ts'
import { checkContent } from './check-content.ts'
import { RowNotes } from './import-row.ts'
import { readCatalogueFile } from './read-file.ts'

function notesOf(item: Partial<Record<keyof ItemContent, unknown>>): RowNotes {
  const [row] = readCatalogueFile(itemFile({ item })).rows
  const notes = new RowNotes()
  checkContent(row!.offer!.content, notes)
  return notes
}

const procedure = { code: 'review', name: '专家评审', stopsClock: true }
const choice = (title: string) => ({ const: title, title })
const form = (question: object, allOf: object[] = []) => ({
  schema: { type: 'object', properties: { one: question }, allOf },
  uiSchema: {},
  sections: [{ id: 'a', title: '一', fields: ['one'] }],
})

describe('an item to be published', () => {
  it('is taken without a word when there is nothing to say', () => {
    expect(notesOf({})).toMatchObject({ reasons: [], warnings: [] })
  })

  it.each<[Partial<Record<keyof ItemContent, unknown>>, string]>([
    [{ promisedLimit: { value: 21, unit: 'workday' } }, '承诺时限（21）长于法定时限（20）'],
    [{ instant: true }, '即办件的承诺时限应当是即办，其他件不能是即办'],
    [{ promisedLimit: { value: 0, unit: 'workday' } }, '承诺时限的数值与单位不相称'],
    [{ specialProcedures: [procedure] }, '特别程序“专家评审”不计入时限，却没有法律依据（行政许可法第四十五条）'],
    [{ themes: ['bees'] }, '不认识的主题：bees'],
    [{ form: form({ type: 'string' }) }, '表单项“one”没有标题'],
    [{ form: form({ type: 'string', title: '一', format: 'passport' }) }, '表单项“one”用了不认识的格式“passport”'],
    [
      { form: { ...form({ type: 'string', title: '一' }), sections: [] } },
      '表单的每一项应当在分步里出现一次，分步里也不能有别的',
    ],
    [
      { form: { schema: { type: 'object', properties: {} }, uiSchema: {}, sections: [] } },
      '可以网上申请的事项应当有表单',
    ],
    [{ form: form({ type: 'string', title: '一', oneOf: [choice('甲'), choice('')] }) }, '表单项“一”有没写名称的选项'],
    [
      { form: form({ type: 'array', title: '一', items: { type: 'string', oneOf: [choice('甲'), choice('甲')] } }) },
      '表单项“一”应当有至少两个选项，而且不重复',
    ],
    [
      {
        form: form({ type: 'string', title: '一' }, [
          { if: { required: ['one'] }, else: { properties: { two: false } } },
        ]),
      },
      '表单的填写条件提到了没有的表单项“two”',
    ],
    [{ result: { kind: 'licence', name: '证' } }, '结果是证照，却没有证照类型'],
  ])('is refused with %j', (item, reason) => {
    expect(notesOf(item).reasons).toEqual([reason])
  })

  it.each<[Partial<Record<keyof ItemContent, unknown>>, string]>([
    [{ code: 'A-1' }, '实施编码不是 31 或者 33 位的国家格式，按原样保存'],
    [{ legalBases: [] }, '没有设定依据'],
    [{ visits: { count: 1 } }, '要到现场，却没有写明原因'],
    [{ fees: [{ name: '工本费', standard: '10元' }] }, '收费项目“工本费”没有依据'],
    [{ serviceObjects: [] }, '没有写明服务对象'],
  ])('is taken with a warning for %j', (item, warning) => {
    expect(notesOf(item)).toMatchObject({ reasons: [], warnings: [warning] })
  })
})
