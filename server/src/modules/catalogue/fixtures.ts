import { DRAFT_SECTIONS } from './contract/index.ts'
import type { DraftSection } from './contract/index.ts'

/** Builders for tests of this module and of those that use items. Everything here is invented. */

/** One item in our own format: complete, applicable online, one version. */
export function itemFile(changes: { id?: string; version?: number; effectiveOn?: string; item?: object } = {}): object {
  return {
    format: 'yiwang-item/1',
    item: {
      id: changes.id ?? '450721-0192f0c1-2a3b-7c4d-8e5f-60718293a4b5',
      name: '养蜂场备案（测试）',
      code: '11450721MB155808114451020001000',
      powerType: 'other-power',
      level: 'county',
      division: '450721',
      organizationName: '灵山县行政审批局',
      organizationCode: '11450721MB15580811',
      serviceObjects: ['natural-person', 'enterprise'],
      audience: ['person', 'organization'],
      themes: ['agriculture'],
      keywords: ['养蜂'],
      common: false,
      instant: false,
      statutoryLimit: { value: 20, unit: 'workday', basis: '测试用' },
      promisedLimit: { value: 5, unit: 'workday' },
      legalBases: [{ law: '测试用条例', article: '第一条' }],
      conditions: ['有固定的场地。'],
      materials: [
        {
          id: 'application',
          name: '申请书',
          necessity: 'required',
          form: 'either',
          source: 'applicant',
          originals: 1,
          copies: 0,
        },
      ],
      form: {
        schema: {
          $schema: 'https://json-schema.org/draft/2020-12/schema',
          type: 'object',
          properties: {
            hives: { type: 'integer', title: '蜂箱数量', minimum: 1, maximum: 10_000 },
            ownerId: { type: 'string', title: '公民身份号码', format: 'citizen-id' },
            kind: {
              type: 'string',
              title: '蜂种',
              oneOf: [
                { const: 'native', title: '中蜂' },
                { const: 'western', title: '意蜂' },
              ],
            },
            movesAbout: { type: 'boolean', title: '是否转地放养' },
            route: { type: 'string', title: '转地路线', maxLength: 200 },
          },
          required: ['hives', 'ownerId', 'kind'],
          additionalProperties: false,
          allOf: [
            {
              if: { properties: { movesAbout: { const: true } }, required: ['movesAbout'] },
              then: { required: ['route'] },
            },
          ],
        },
        uiSchema: { 'ui:order': ['hives', 'ownerId', 'kind', 'movesAbout', 'route'] },
        sections: [{ id: 'bees', title: '养蜂情况', fields: ['hives', 'ownerId', 'kind', 'movesAbout', 'route'] }],
      },
      flow: { definitionId: 'standard-three-step', version: 1 },
      steps: [],
      specialProcedures: [],
      documents: {
        receipt: 'receipt',
        correction: 'correction-notice',
        acceptance: 'acceptance-notice',
        grant: 'decision-grant',
        deny: 'decision-deny',
        suspension: 'suspension-notice',
      },
      result: { kind: 'document', name: '备案凭证' },
      fees: [],
      windows: [],
      visits: { count: 0 },
      acceptsOnline: true,
      delivery: false,
      minLevel: 2,
      remedies: {},
      faqs: [],
      isDemo: true,
      ...changes.item,
    },
    versions: [{ version: changes.version ?? 1, effectiveOn: changes.effectiveOn ?? '2026-01-01' }],
  }
}

/** A base item (基本目录) of the autonomous region, for others to adopt. */
export function baseFile(
  of: { id: string; code?: string; division?: string; version?: number; effectiveOn?: string },
  changes: object = {},
): object {
  const { id, code = '451090001000', division = '450000', ...file } = of
  const item = {
    layer: 'base',
    code,
    level: 'graded',
    division,
    organizationName: '自治区事项管理机关（演示）',
    organizationCode: undefined,
    onlineDepth: 'whole',
    charged: false,
    promisedLimit: { value: 10, unit: 'workday' },
    ...changes,
  }
  return itemFile({ id, ...file, item })
}

/** What a department types for a new item, by section: complete, applicable online, ready to be submitted. */
export function draftSections(changes: object = {}): Record<DraftSection, Record<string, unknown>> {
  const { item } = itemFile() as { item: Record<string, unknown> }
  const content: Record<string, unknown> = { ...item, onlineDepth: 'whole', charged: false, ...changes }
  const sections = Object.entries(DRAFT_SECTIONS).map(([section, { fields }]) => [
    section,
    Object.fromEntries(fields.flatMap((field) => (content[field] === undefined ? [] : [[field, content[field]]]))),
  ])
  return Object.fromEntries(sections) as Record<DraftSection, Record<string, unknown>>
}

export function bytesOf(file: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(file))
}

const BEES = '3f1d2c4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f'
const HIVES = '7c6b5a49-3827-4615-a4b3-c2d1e0f9a8b7'

/**
 * A twin of what a region's exchange interface sends, with its habits: numbers as text or not, a part as an object or as
 * a list of one, dates in milliseconds of the Shanghai midnight, materials in no order, one 实施编码 over two items.
 */
export function exchangeTwin(): { list: object[]; invest: object } {
  const first = payload({ id: BEES, version: '3', name: '养蜂场设立审批', promise: '8' })
  const second = payload({ id: BEES, version: '4', name: '养蜂场设立审批', promise: '6' })
  const other = payload({ id: HIVES, version: '1', name: '养蜂场设立审批（城区内）', promise: '6' })
  const single = payload({
    id: '11111111-2222-4333-8444-555555555555',
    version: 2,
    name: '蜂产品展示中心建设审批',
    promise: 5,
  })
  return {
    list: [first, second, other],
    invest: {
      ...single,
      AUDIT_ITEM: [single.AUDIT_ITEM],
      AUDIT_ITEM_EXTEND: [single.AUDIT_ITEM_EXTEND],
      RETURNITEMSUNNUM: 1,
    },
  }
}

function payload(one: { id: string; version: string | number; name: string; promise: string | number }) {
  return {
    AUDIT_ITEM: {
      item_id: one.id,
      rowguid: 'a-row',
      task_code: '11450721MB155808114000199001000',
      catalog_code: '000199001000',
      task_name: one.name,
      task_version: one.version,
      task_state: '1',
      task_type: '01',
      project_type: '2',
      use_level: '4',
      areacode: '450721',
      dept_name: '灵山县行政审批局',
      dept_code: '11450721MB15580811',
      anticipate_day: '20',
      anticipate_type: '1',
      promise_day: one.promise,
      promise_type: '1',
      promise_day_explain: '无',
      limit_scene_num: '1',
      serve_type: '1,2,9',
      accept_name: '有固定的场地。\r\n    与居民区有适当的距离。',
      link_way: '0777—0000000',
      // 2020-08-05 00:00 in Shanghai, which is the day before in UTC.
      publishdate: 1_596_556_800_000,
    },
    AUDIT_ITEM_EXTEND: {
      result_type: '20',
      result_name: '同意设立养蜂场的批复',
      scene_reason: '核验原件',
      is_express: '0',
    },
    AUDIT_ITEM_BYLAW: [
      {
        law_name: '《养蜂管理办法（测试）》',
        law_number: '测试令第1号',
        clause_number: '第十条',
        law_date: 1_089_907_200_000,
        ordernum: 2,
      },
      { law_name: '《畜牧法（测试）》', clause_number: '第二条', ordernum: 1 },
    ],
    AUDIT_MATERIAL: [
      {
        material_name: '场地证明',
        is_need: '3',
        material_form: '2',
        source_type: '20',
        original_amount: 0,
        copy_amount: 2,
        ordernum: 2,
      },
      {
        material_name: '申请书',
        is_need: '1',
        material_form: '1',
        source_type: '10',
        original_amount: 1,
        copy_amount: 0,
        ordernum: 1,
        fill_explian: '如实填写',
      },
    ],
    AUDIT_ITEM_SPECIAL: [
      {
        special_name: '9',
        special_desc: '机构评审：\n《养蜂管理办法（测试）》第十二条',
        special_date: 15,
        special_date_type: '1',
      },
    ],
    AUDIT_ITEM_WINDOW: [
      {
        window_name: '综合窗口',
        transact_addr: '江南路',
        transact_time: '上午９:00-12：00',
        window_tel: '0777—0000001',
        map_url: 'javascript:void(0)',
      },
    ],
    AUDIT_QA: [{ question: '多久办好？', answer: '答：javascript:void(0)六个工作日。' }],
    AUDIT_MATERIAL_CONDITION: [],
  }
}
