import { describe, expect, it } from 'vitest'
import type { TemplateBlock } from '../contract/template.ts'
import { checkTemplate } from './check-template.ts'
import { SAMPLE_DATA } from './sample-data.ts'
import { TEMPLATES } from './templates.ts'
import { missingFields } from './fill-template.ts'

const denial = TEMPLATES.get('decision-deny')!

function withBlock(block: TemplateBlock): TemplateBlock[] {
  return [...denial.blocks.slice(0, -1), block]
}

const rulesOf = (blocks: TemplateBlock[]) => checkTemplate(denial, blocks).map(({ rule }) => rule)
const messagesOf = (blocks: TemplateBlock[]) => checkTemplate(denial, blocks).map(({ message }) => message)

describe('checking a template', () => {
  it.each([...TEMPLATES.keys()])('finds nothing wrong with %s, and has a sample for its every field', (id) => {
    const template = TEMPLATES.get(id)!
    expect(checkTemplate(template, template.blocks)).toEqual([])
    expect(missingFields(template, SAMPLE_DATA)).toEqual([])
    expect(template.fields.filter(({ name }) => SAMPLE_DATA[name] === undefined)).toEqual([])
    expect(new Set(template.fields.map(({ title }) => title)).size).toBe(template.fields.length)
  })

  it('asks a denial for reasons, legal basis and remedies, naming the article', () => {
    const blocks = denial.blocks.filter((block) => block.kind !== 'list' && block.kind !== 'paragraph')
    const messages = messagesOf(blocks)
    for (const title of ['理由', '法律依据', '申请行政复议的权利', '提起行政诉讼的权利'])
      expect(
        messages.some((one) => one.includes(`必须写明“${title}”（中华人民共和国行政许可法第三十八条第二款）`)),
      ).toBe(true)
  })

  it('does not count what is printed only sometimes', () => {
    const blocks = denial.blocks.map((block) => (block.kind === 'list' ? { ...block, when: 'contact' } : block))
    expect(rulesOf(blocks)).toEqual(['missing-field'])
  })

  it('counts what stands under a condition that always holds', () => {
    const blocks = denial.blocks.map((block) => (block.kind === 'list' ? { ...block, when: 'reasons' } : block))
    expect(rulesOf(blocks)).toEqual([])
  })

  it('names fields that there are none of, in texts, conditions and sources', () => {
    expect(messagesOf(withBlock({ kind: 'note', text: '{申请入}' }))).toEqual([
      `第 ${denial.blocks.length} 块“附注”：这种文书没有“申请入”这个字段`,
    ])
    expect(rulesOf(withBlock({ kind: 'note', text: '附', when: 'weather' }))).toEqual(['unknown-field'])
    expect(rulesOf(withBlock({ kind: 'list', field: 'weather' }))).toEqual(['unknown-field'])
    expect(rulesOf(withBlock({ kind: 'note', text: '{constructor}' }))).toEqual(['unknown-field'])
  })

  it('takes braces for fields alone', () => {
    expect(rulesOf(withBlock({ kind: 'note', text: '见{' }))).toEqual(['brace'])
    expect(rulesOf(withBlock({ kind: 'note', text: '{{applicant}}' }))).toEqual(['brace'])
    expect(rulesOf(withBlock({ kind: 'note', text: '{applicant}{caseNo}' }))).toEqual([])
  })

  it('takes rows in tables alone, and only columns that the rows have', () => {
    const notice = TEMPLATES.get('correction-notice')!
    const add = (block: TemplateBlock) => checkTemplate(notice, [...notice.blocks, block]).map(({ rule }) => rule)
    expect(add({ kind: 'note', text: '{gaps}' })).toEqual(['wrong-place'])
    expect(add({ kind: 'list', field: 'gaps' })).toEqual(['wrong-place'])
    expect(add({ kind: 'table', field: 'gaps', columns: [{ title: '价', name: 'price', share: 1 }] })).toEqual([
      'unknown-column',
    ])
    expect(add({ kind: 'fact-rows', field: 'gaps' })).toEqual(['unknown-column', 'unknown-column'])
  })

  it('wants one title and one signature with name and date, under the seal', () => {
    const without = (kind: string) => denial.blocks.filter((block) => block.kind !== kind)
    expect(rulesOf(without('title'))).toEqual(['title'])
    expect(rulesOf([...denial.blocks, { kind: 'title', text: '又一个' }])).toEqual(['title'])
    expect(rulesOf(without('signature'))).toEqual(['signature', 'missing-field'])
    const undated = denial.blocks.map((block) => (block.kind === 'signature' ? { ...block, date: '今天' } : block))
    expect(rulesOf(undated)).toEqual(['signature', 'missing-field'])
  })

  it('lets a code say nothing but where the document is verified: what varies may not fit into one', () => {
    expect(rulesOf(withBlock({ kind: 'qr', text: '{contact}', caption: '扫码' }))).toEqual(['qr'])
  })

  it('says what is not written yet', () => {
    expect(rulesOf(withBlock({ kind: 'paragraph', text: ' ' }))).toEqual(['empty'])
    expect(rulesOf(withBlock({ kind: 'list', field: '' }))).toEqual(['empty'])
  })
})
