import type { ServiceItem } from '@yiwang/server/contract/catalogue'
import { describe, expect, it } from 'vitest'
import { prefillOf, readPrefill, textsOf } from './prefill.ts'

const choice = (question: string) => ({ neededWhen: { question, values: ['x'] } })
const item = {
  form: {
    schema: {
      properties: {
        kind: { type: 'string', title: '业态', enum: ['shop', 'canteen'] },
        online: { type: 'boolean', title: '网络经营' },
        projects: { type: 'array', title: '项目', items: { type: 'string', enum: ['热食', '冷食'] } },
        holding: { type: 'string', title: '哪一项' },
        name: { type: 'string', title: '字号' },
      },
    },
    uiSchema: { 'ui:prefill': ['holding'] },
    sections: [],
  },
  materials: [choice('kind'), choice('online'), choice('projects')],
} as unknown as ServiceItem

/** Through the page of the beginning and back. */
function taken(query: string) {
  const form = new FormData()
  for (const [name, value] of textsOf(prefillOf(item, new URLSearchParams(query)))) form.set(name, value)
  return readPrefill(form)
}

describe('what a link brings along to an application', () => {
  it('is the situation that was chosen on the guide, as the form knows it', () => {
    expect(taken('kind=canteen&online=false&projects=冷食&projects=热食')).toEqual({
      kind: 'canteen',
      online: false,
      projects: ['热食', '冷食'],
    })
  })

  it('is what the form lets a link fill, and nothing else', () => {
    expect(taken('holding=办件&name=甲&kind=palace')).toEqual({ holding: '办件' })
    expect(taken('name=甲')).toBeUndefined()
  })

  it('is text where it was not this page that wrote it', () => {
    const form = new FormData()
    form.set('prefill.holding', '{not json')
    expect(readPrefill(form)).toEqual({ holding: '{not json' })
  })
})
