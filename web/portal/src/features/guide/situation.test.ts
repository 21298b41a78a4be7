import type { ServiceItem } from '@yiwang/server/contract/catalogue'
import { describe, expect, it } from 'vitest'
import { situationOf } from './situation.ts'

const material = (id: string, neededWhen?: object) => ({ id, name: id, ...(neededWhen && { neededWhen }) })
const item = {
  id: '450721-x',
  form: {
    schema: {
      properties: {
        kind: {
          type: 'string',
          title: '业态',
          oneOf: [
            { const: 'shop', title: '销售' },
            { const: 'canteen', title: '食堂' },
          ],
        },
        online: { type: 'boolean', title: '网络经营' },
        projects: { type: 'array', title: '项目', items: { type: 'string', enum: ['热食', '冷食'] } },
        name: { type: 'string', title: '字号' },
      },
    },
    uiSchema: {},
    sections: [],
  },
  materials: [
    material('申请书'),
    material('食堂证明', { question: 'kind', values: ['canteen'] }),
    material('网络凭证', { question: 'online', values: [true] }),
    material('冷食间', { question: 'projects', values: ['冷食'] }),
  ],
} as unknown as ServiceItem
const at = (query: string) => situationOf(item, new URLSearchParams(query))
const names = (query: string) => at(query).materials.map(({ id }) => id)

describe('a guide that asks for the situation', () => {
  it('asks what materials depend on, and nothing else of the form', () => {
    expect(at('').questions.map(({ title }) => title)).toEqual(['业态', '网络经营', '项目'])
    expect(situationOf({ ...item, materials: [item.materials[0]!] }, new URLSearchParams('kind=shop'))).toMatchObject({
      questions: [],
      query: '',
    })
  })

  it('shows all while nothing is answered, and says on what each depends', () => {
    expect(names('')).toHaveLength(4)
    expect(at('').dependsOn).toMatchObject({ 网络凭证: '“网络经营”是“是”时才要' })
  })

  it('leaves out what the answers make needless, and keeps what is not decided yet', () => {
    expect(names('kind=shop&online=true')).toEqual(['申请书', '网络凭证', '冷食间'])
    expect(at('kind=shop&online=true')).toMatchObject({
      spared: 1,
      dependsOn: { 冷食间: '“项目”是“冷食”时才要' },
      words: ['业态：销售', '网络经营：是'],
    })
    expect(names('kind=canteen&online=false&projects=热食&projects=冷食')).toEqual(['申请书', '食堂证明', '冷食间'])
  })

  it('hears no answer that nobody offered, and no question that is not asked', () => {
    expect(at('kind=palace&name=x&__proto__=y')).toMatchObject({ words: [], query: '', spared: 0 })
  })
})
