import { describe, expect, it } from 'vitest'
import type { ItemContent } from '../contract/item.ts'
import { draftSections } from '../fixtures.ts'
import { checkConsistency } from './check-consistency.ts'
import { checkContent } from './check-content.ts'
import { assemble, frameOf } from './draft-content.ts'
import { RowNotes } from './import-row.ts'

const FRAME = frameOf({ division: '450721', name: '灵山县行政审批局', code: '11450721MB15580811' })

function foundIn(changes: object): string[] {
  const content = assemble(Object.values(draftSections(changes)), FRAME) as ItemContent
  const notes = new RowNotes()
  checkConsistency(content, notes)
  checkContent(content, notes)
  return notes.findings().map(({ level, at, message }) => `${level} ${at.join('.')}: ${message}`)
}

const needed = (question: string, ...values: (string | boolean)[]) => ({
  ...{ id: 'proof', name: '证明', necessity: 'required', form: 'either', source: 'applicant', originals: 1, copies: 0 },
  neededWhen: { question, values },
})
const visits = (count: number, reason?: string) => ({ count, ...(reason !== undefined && { reason }) })

describe('the elements of an item agree with each other', () => {
  it('and then there is nothing to say', () => {
    expect(foundIn({ steps: [], organizationCode: undefined }).filter((one) => one.startsWith('error'))).toEqual([])
  })

  it('where a material depends on what the form asks', () => {
    const materials = [
      needed('kind', 'native', 'western'),
      { ...needed('movesAbout', true), id: 'route', name: '路线' },
    ]
    expect(foundIn({ materials, organizationCode: undefined }).filter((one) => one.startsWith('error'))).toEqual([])
  })

  it.each([
    ['到现场没有原因', { visits: visits(1), onlineDepth: 'receiving' }, 'error visits.reason: 要到现场 1 次'],
    ['不来、不上网、不邮寄', { acceptsOnline: false, onlineDepth: 'consulting' }, 'error delivery: 到现场 0 次'],
    ['全程网办还要来', { visits: visits(1, '核验原件') }, 'error visits.count: 全程网办'],
    ['深度够却不能申请', { acceptsOnline: false, delivery: true }, 'error acceptsOnline: 网上办理深度'],
    ['能申请却只能咨询', { onlineDepth: 'consulting' }, 'error onlineDepth: 可以网上申请的'],
    ['要来却没有地点', { visits: visits(1, '核验原件'), onlineDepth: 'receiving' }, 'error windows: 要到现场办理'],
    ['收费却没有项目', { charged: true }, 'error fees: 收费的事项'],
    [
      '有项目却没说收费',
      { fees: [{ name: '工本费', standard: '10 元', basis: '文件' }] },
      'error charged: 列了收费项目',
    ],
    ['收费没有依据', { charged: true, fees: [{ name: '工本费', standard: '10 元' }] }, 'error fees.0.basis: 收费项目'],
    [
      '材料看的问题表单没有',
      { materials: [needed('colour', 'red')] },
      'error materials.0.neededWhen: 材料“证明”取决于表单里的一个选择',
    ],
    ['材料看的问题不是选择', { materials: [needed('route', '近')] }, 'error materials.0.neededWhen: 材料“证明”取决于'],
    [
      '材料看的选项没有',
      { materials: [needed('kind', 'wild')] },
      'error materials.0.neededWhen: 材料“证明”取决于表单里没有的选项',
    ],
    ['权力没有依据', { legalBases: [] }, 'error legalBases: 行使权力应当有设定依据'],
    ['服务没有依据', { legalBases: [], powerType: 'public-service' }, 'warning legalBases: 没有设定依据'],
    ['没有对象', { serviceObjects: [] }, 'error serviceObjects: 应当写明服务对象'],
    ['没有面向', { audience: [] }, 'error audience: 应当选择'],
    ['面向不合', { audience: ['organization'] }, 'warning audience: 服务对象有自然人'],
    ['承诺长于法定', { promisedLimit: { value: 30, unit: 'workday' } }, 'error promisedLimit.value: 承诺时限'],
    ['即办件有天数', { instant: true }, 'error promisedLimit.unit: 即办件'],
    ['层级不合', { level: 'city' }, 'warning code: 实施编码第 19 位是 4'],
    ['基本编码不合', { catalogCode: '999999999999' }, 'warning catalogCode: 实施编码里的基本编码'],
    [
      '环节超过承诺',
      { steps: [{ step: 'handle', name: '承办', limitWorkdays: 9 }] },
      'warning steps: 各环节时限合计 9',
    ],
  ])('%s', (_, changes, expected) => {
    expect(foundIn(changes)).toContainEqual(expect.stringContaining(expected))
  })
})
