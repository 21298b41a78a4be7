import type { DocumentKind, TemplateBlock } from '@yiwang/server/contract/documents'
import { describe, expect, it } from 'vitest'
import { BLOCK_KINDS, freshKey, keptText, newBlock, shownText, summaryOf } from './template-model.ts'

const kind: DocumentKind = {
  kind: 'correction-notice',
  name: '补正材料通知书',
  page: 'letter',
  law: [],
  fields: [
    { name: 'applicant', title: '申请人', kind: 'text', required: true },
    {
      name: 'gaps',
      title: '需要补正的内容',
      kind: 'rows',
      required: true,
      columns: [{ name: 'problem', title: '问题' }],
    },
    { name: 'reasons', title: '理由', kind: 'list', required: false },
  ],
}

describe('the text of a block', () => {
  it('shows fields by what people call them, and keeps them by their names', () => {
    const kept = '致{applicant}：{reasons}'
    expect(shownText(kept, kind.fields)).toBe('致{申请人}：{理由}')
    expect(keptText('致{申请人}：{ 理由 }', kind.fields)).toBe(kept)
  })

  it('leaves alone what is no field, so that the check can name it', () => {
    expect(keptText('{申请入}{', kind.fields)).toBe('{申请入}{')
    expect(shownText('{申请入}{', kind.fields)).toBe('{申请入}{')
  })
})

describe('a new block', () => {
  it('begins with what such a block says in most documents', () => {
    expect(newBlock('title', kind)).toEqual({ kind: 'title', text: '补正材料通知书' })
    expect(newBlock('recipient', kind)).toEqual({ kind: 'recipient', text: '{applicant}' })
    expect(newBlock('paragraph', kind)).toEqual({ kind: 'paragraph', text: '' })
    expect(newBlock('list', kind)).toEqual({ kind: 'list', field: 'reasons' })
    expect(newBlock('table', kind)).toMatchObject({ field: 'gaps', columns: [{ name: '#' }, { name: 'problem' }] })
  })

  it('can be told from the others by one line, whichever it is', () => {
    const others = BLOCK_KINDS.filter((one) => one !== 'paragraph' && one !== 'note' && one !== 'facts')
    for (const one of others) expect(summaryOf(newBlock(one, kind), kind.fields)).not.toBe('')
    const facts: TemplateBlock = { kind: 'facts', rows: [{ label: '办件编号', value: '' }] }
    expect(summaryOf(facts, kind.fields)).toBe('办件编号')
  })

  it('has a number that no other has', () => {
    const entry = (key: number) => ({ key, block: newBlock('note', kind) })
    expect(freshKey([entry(3), entry(0)])).toBe(4)
    expect(freshKey([])).toBe(0)
  })
})
