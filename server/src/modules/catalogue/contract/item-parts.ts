import { Type, type Static } from 'typebox'
import { PUBLIC_ID_PATTERN } from '../../../kernel/public-id.ts'
import { GuideStep } from './item-words.ts'
import { NeededWhen } from './needed-when.ts'

const Line = (title: string) => Type.String({ minLength: 1, maxLength: 1000, title })
const Prose = (title: string) => Type.String({ minLength: 1, maxLength: 20_000, title })
const closed = { additionalProperties: false } as const

/** 设定依据: law and article; the text is optional because laws are published elsewhere. */
export const LegalBasis = Type.Object(
  {
    law: Line('法律法规名称'),
    documentNo: Type.Optional(Line('文号')),
    article: Type.Optional(Line('条款号')),
    text: Type.Optional(Prose('条款内容')),
    issuer: Type.Optional(Line('颁布机关')),
    effectiveOn: Type.Optional(Type.String({ format: 'date', title: '施行日期' })),
  },
  closed,
)
export type LegalBasis = Static<typeof LegalBasis>

/** 办结时限. `instant` is 即办 (value 0); `none` says that no law sets a limit (value 0). */
export const ItemLimit = Type.Object(
  {
    value: Type.Integer({ minimum: 0, maximum: 3660, title: '数值' }),
    unit: Type.Union(
      [
        Type.Literal('workday', { title: '工作日' }),
        Type.Literal('day', { title: '自然日' }),
        Type.Literal('instant', { title: '即办' }),
        Type.Literal('none', { title: '无' }),
      ],
      { title: '单位' },
    ),
    basis: Type.Optional(Prose('依据或说明')),
  },
  closed,
)
export type ItemLimit = Static<typeof ItemLimit>

const FORM_BYTES = 10 * 1_048_576
const formFile = {
  name: Type.String({ maxLength: 200, pattern: '^[^/\\\\]+\\.(pdf|docx|xlsx|jpg|jpeg|png)$', title: '文件名' }),
  mediaType: Type.Union(
    [
      Type.Literal('application/pdf', { title: 'PDF' }),
      Type.Literal('application/vnd.openxmlformats-officedocument.wordprocessingml.document', { title: 'Word 文档' }),
      Type.Literal('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', { title: 'Excel 表格' }),
      Type.Literal('image/jpeg', { title: 'JPG 图片' }),
      Type.Literal('image/png', { title: 'PNG 图片' }),
    ],
    { title: '格式' },
  ),
  bytes: Type.Integer({ minimum: 1, maximum: FORM_BYTES, title: '大小（字节）' }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$', maxLength: 64, title: '内容摘要（SHA-256）' }),
}

/** 空白表格 or 示例样表 of a material: what it is called, and which content it is. Source: GB/T 39046—2020 表4. */
export const MaterialFile = Type.Object(formFile, closed)
export type MaterialFile = Static<typeof MaterialFile>

/** 申请材料 (definition, not what an applicant hands in). */
export const Material = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$', title: '材料标识' }),
    name: Line('材料名称'),
    necessity: Type.Union(
      [
        Type.Literal('required', { title: '必要' }),
        Type.Literal('optional', { title: '非必要' }),
        Type.Literal('deferrable', { title: '容缺后补' }),
      ],
      { title: '必要性' },
    ),
    form: Type.Union(
      [
        Type.Literal('paper', { title: '纸质' }),
        Type.Literal('electronic', { title: '电子' }),
        Type.Literal('either', { title: '纸质或电子' }),
      ],
      { title: '材料形式' },
    ),
    source: Type.Union(
      [
        Type.Literal('applicant', { title: '申请人自备' }),
        Type.Literal('government', { title: '政府部门核发' }),
        Type.Literal('intermediary', { title: '中介机构出具' }),
        Type.Literal('other', { title: '其他' }),
      ],
      { title: '来源渠道' },
    ),
    issuer: Type.Optional(Line('出具单位')),
    originals: Type.Integer({ minimum: 0, maximum: 99, title: '原件份数' }),
    copies: Type.Integer({ minimum: 0, maximum: 99, title: '复印件份数' }),
    paper: Type.Optional(Line('纸张规格')),
    notes: Type.Optional(Prose('填报须知')),
    acceptance: Type.Optional(Prose('受理标准')),
    signature: Type.Optional(Line('签字盖章要求')),
    basis: Type.Optional(Prose('提供依据')),
    when: Type.Optional(Line('何时需要')),
    neededWhen: Type.Optional(NeededWhen),
    sample: Type.Optional(Prose('示例')),
    emptyForm: Type.Optional(Type.Object(formFile, { ...closed, title: '空白表格' })),
    sampleForm: Type.Optional(Type.Object(formFile, { ...closed, title: '示例样表' })),
  },
  closed,
)
export type Material = Static<typeof Material>

/** 特别程序. It may stop the clock only with a legal basis (行政许可法 art. 45). */
export const SpecialProcedure = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$', title: '程序标识' }),
    name: Line('程序名称'),
    legalBasis: Type.Optional(Prose('法律依据')),
    stopsClock: Type.Boolean({ title: '是否不计入办理时限' }),
    limitWorkdays: Type.Optional(Type.Integer({ minimum: 1, maximum: 730, title: '时限（工作日）' })),
    note: Type.Optional(Prose('说明')),
  },
  closed,
)
export type SpecialProcedure = Static<typeof SpecialProcedure>

/** 收费项目. */
export const FeeItem = Type.Object(
  {
    name: Line('收费项目'),
    standard: Line('收费标准'),
    basis: Type.Optional(Prose('收费依据')),
    reduction: Type.Optional(Prose('减免规定')),
  },
  closed,
)
export type FeeItem = Static<typeof FeeItem>

/** 办理窗口. */
export const ServiceWindow = Type.Object(
  {
    name: Line('窗口名称'),
    address: Type.Optional(Line('地址')),
    hours: Type.Optional(Line('办公时间')),
    phone: Type.Optional(Line('电话')),
    traffic: Type.Optional(Line('交通')),
    mapUrl: Type.Optional(Type.String({ format: 'uri', pattern: '^https?://', maxLength: 500, title: '地图' })),
    /** Where a hall with a plan has it: the guide shows it there, and tells whether the hall is open. */
    hallWindow: Type.Optional(
      Type.Object(
        {
          hallId: Type.String({ pattern: PUBLIC_ID_PATTERN, maxLength: 64 }),
          number: Line('窗口号'),
        },
        { ...closed, title: '大厅里的窗口' },
      ),
    ),
  },
  closed,
)
export type ServiceWindow = Static<typeof ServiceWindow>

export const Faq = Type.Object({ question: Line('问题'), answer: Prose('解答') }, closed)
export type Faq = Static<typeof Faq>

/** A step as the guide tells it; what is executed is the flow. */
export const ProcessStep = Type.Object(
  {
    step: GuideStep,
    name: Line('环节名称'),
    doer: Type.Optional(Line('办理人')),
    limitWorkdays: Type.Optional(Type.Integer({ minimum: 0, maximum: 730, title: '时限（工作日）' })),
    note: Type.Optional(Prose('说明')),
  },
  closed,
)
export type ProcessStep = Static<typeof ProcessStep>

/** 证照类型 of the result (GB/T 36903): authority's code (18) and a serial of three digits. */
export const ResultLicenceType = Type.Object(
  {
    code: Type.String({ pattern: '^[0-9A-Z]{21}$', title: '证照类型代码' }),
    name: Line('证照名称'),
    validYears: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, title: '有效期（年）' })),
    fields: Type.Array(
      Type.Object(
        {
          name: Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,63}$', title: '字段' }),
          title: Line('名称'),
          /** The answer of the form that fills the field, when there is one. */
          from: Type.Optional(Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,63}$', title: '取自表单' })),
        },
        closed,
      ),
      { maxItems: 40, title: '证照字段' },
    ),
  },
  { ...closed, title: '证照类型' },
)
export type ResultLicenceType = Static<typeof ResultLicenceType>

/** 责任事项: what the organ owes at a stage of exercising the power (责任清单). Source: 中办发〔2015〕21号. */
export const Duty = Type.Object(
  {
    stage: Type.Union(
      [
        Type.Literal('accept', { title: '受理' }),
        Type.Literal('review', { title: '审查' }),
        Type.Literal('decide', { title: '决定' }),
        Type.Literal('deliver', { title: '送达' }),
        Type.Literal('supervise', { title: '事后监管' }),
        Type.Literal('other', { title: '其他' }),
      ],
      { title: '责任环节' },
    ),
    duty: Prose('责任事项'),
    basis: Type.Optional(Prose('责任依据')),
  },
  closed,
)
export type Duty = Static<typeof Duty>

/** 追责情形: for what those who exercise the power answer. */
export const Accountability = Type.Object(
  { situation: Prose('追责情形'), basis: Type.Optional(Prose('追责依据')) },
  closed,
)
export type Accountability = Static<typeof Accountability>
