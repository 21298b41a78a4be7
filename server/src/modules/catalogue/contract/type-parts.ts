import { Type, type Static, type TSchema } from 'typebox'

const Line = (title: string) => Type.String({ minLength: 1, maxLength: 1000, title })
const Prose = (title: string) => Type.String({ minLength: 1, maxLength: 20_000, title })
const Days = (title: string) => Type.Integer({ minimum: 1, maximum: 3660, title })
const Amount = (title: string) => Type.Integer({ minimum: 0, maximum: 999_999_999, title })
const closed = { additionalProperties: false } as const

/** 处罚种类. Source: 行政处罚法 art. 9. */
const SanctionKind = Type.Union(
  [
    Type.Literal('warning', { title: '警告' }),
    Type.Literal('criticism', { title: '通报批评' }),
    Type.Literal('fine', { title: '罚款' }),
    Type.Literal('confiscate-gains', { title: '没收违法所得' }),
    Type.Literal('confiscate-goods', { title: '没收非法财物' }),
    Type.Literal('suspend-licence', { title: '暂扣许可证件' }),
    Type.Literal('lower-grade', { title: '降低资质等级' }),
    Type.Literal('revoke-licence', { title: '吊销许可证件' }),
    Type.Literal('restrict-business', { title: '限制开展生产经营活动' }),
    Type.Literal('stop-business', { title: '责令停产停业' }),
    Type.Literal('close-down', { title: '责令关闭' }),
    Type.Literal('bar-from-trade', { title: '限制从业' }),
    Type.Literal('detention', { title: '行政拘留' }),
    Type.Literal('other', { title: '法律、行政法规规定的其他处罚' }),
  ],
  { title: '处罚种类' },
)

/** 罚款的计算 of a range: an amount, or a share of what the act brought or was worth (one time is 100). */
const FineUnit = Type.Union(
  [
    Type.Literal('yuan', { title: '元' }),
    Type.Literal('percent-of-gains', { title: '违法所得的百分比' }),
    Type.Literal('percent-of-value', { title: '货值金额的百分比' }),
  ],
  { title: '罚款单位' },
)

const fineRange = {
  fineFrom: Type.Optional(Amount('罚款下限')),
  fineTo: Type.Optional(Amount('罚款上限')),
  fineUnit: Type.Optional(FineUnit),
}

/** 处罚的行为、种类、幅度: what the law punishes, with what, how much. Source: 行政处罚法 arts 9–14. */
export const Penalty = Type.Object(
  {
    name: Line('违法行为'),
    kinds: Type.Array(SanctionKind, { maxItems: 14, title: '处罚种类' }),
    ...fineRange,
    basis: Prose('处罚依据'),
    /** 裁量决策表: the published table that says how much; its results are proven to lie inside the range above. */
    table: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$', maxLength: 80, title: '裁量决策表的标识' })),
    tableVersion: Type.Optional(Type.Integer({ minimum: 1, maximum: 9999, title: '裁量决策表第几版' })),
    note: Type.Optional(Prose('说明')),
  },
  closed,
)
export type Penalty = Static<typeof Penalty>

/** 裁量阶次. Source: 行政处罚法 arts 30–33; 国办发〔2022〕27号. */
const DiscretionGrade = Type.Union(
  [
    Type.Literal('none', { title: '不予处罚' }),
    Type.Literal('mitigated', { title: '减轻处罚' }),
    Type.Literal('lighter', { title: '从轻处罚' }),
    Type.Literal('ordinary', { title: '一般处罚' }),
    Type.Literal('heavier', { title: '从重处罚' }),
  ],
  { title: '裁量阶次' },
)

/** 裁量基准: a tier of one act that is punished. Source: 行政处罚法 art. 34; 国办发〔2022〕27号. */
export const DiscretionTier = Type.Object(
  {
    act: Line('违法行为'),
    grade: DiscretionGrade,
    situation: Prose('适用情形'),
    kinds: Type.Array(SanctionKind, { maxItems: 14, title: '处罚种类' }),
    ...fineRange,
    collective: Type.Boolean({ title: '集体讨论决定' }),
    note: Type.Optional(Prose('说明')),
  },
  closed,
)
export type DiscretionTier = Static<typeof DiscretionTier>

/** 行政强制 by what it is. Source: 行政强制法 arts 9 (measures) and 12 (execution). */
const CompulsionKind = Type.Union(
  [
    Type.Literal('restrain-person', { title: '强制措施：限制公民人身自由' }),
    Type.Literal('seal', { title: '强制措施：查封场所、设施或者财物' }),
    Type.Literal('seize', { title: '强制措施：扣押财物' }),
    Type.Literal('freeze', { title: '强制措施：冻结存款、汇款' }),
    Type.Literal('other-measure', { title: '强制措施：其他' }),
    Type.Literal('surcharge', { title: '强制执行：加处罚款或者滞纳金' }),
    Type.Literal('transfer', { title: '强制执行：划拨存款、汇款' }),
    Type.Literal('auction', { title: '强制执行：拍卖或者依法处理财物' }),
    Type.Literal('remove', { title: '强制执行：排除妨碍、恢复原状' }),
    Type.Literal('substitute', { title: '强制执行：代履行' }),
    Type.Literal('other-execution', { title: '强制执行：其他' }),
  ],
  { title: '强制种类' },
)

/** 强制的种类、条件和期限. Source: 行政强制法 arts 9–13, 25, 32. */
const Compulsion = Type.Object(
  {
    name: Line('强制名称'),
    kind: CompulsionKind,
    conditions: Prose('实施条件'),
    limitDays: Type.Optional(Days('期限（日）')),
    extensionDays: Type.Optional(Days('可以延长（日）')),
    executor: Type.Optional(
      Type.Union(
        [Type.Literal('organ', { title: '本机关' }), Type.Literal('court', { title: '申请人民法院强制执行' })],
        { title: '由谁执行' },
      ),
    ),
    basis: Prose('强制依据'),
    note: Type.Optional(Prose('说明')),
  },
  closed,
)

/** 征收的内容、标准和依据. Source: 立法法 art. 11 (taxes by law); 中办发〔2015〕21号. */
const Levy = Type.Object(
  {
    name: Line('征收项目'),
    kind: Type.Union(
      [
        Type.Literal('tax', { title: '税' }),
        Type.Literal('fee', { title: '行政事业性收费' }),
        Type.Literal('fund', { title: '政府性基金' }),
        Type.Literal('other', { title: '其他' }),
      ],
      { title: '征收种类' },
    ),
    payers: Line('征收对象'),
    standard: Prose('征收标准'),
    basis: Prose('征收依据'),
    reduction: Type.Optional(Prose('减免规定')),
    note: Type.Optional(Prose('说明')),
  },
  closed,
)

/** 给付的对象和标准. */
const Benefit = Type.Object(
  {
    name: Line('给付项目'),
    recipients: Prose('给付对象'),
    standard: Prose('给付标准'),
    period: Type.Optional(
      Type.Union(
        [
          Type.Literal('once', { title: '一次性' }),
          Type.Literal('month', { title: '按月' }),
          Type.Literal('quarter', { title: '按季' }),
          Type.Literal('year', { title: '按年' }),
        ],
        { title: '发放周期' },
      ),
    ),
    source: Type.Optional(Line('资金来源')),
    basis: Type.Optional(Prose('给付依据')),
    note: Type.Optional(Prose('说明')),
  },
  closed,
)

/** 检查的对象、内容和频次. Source: 国办发〔2015〕58号 (双随机、一公开); 国办发〔2024〕54号. */
const Inspection = Type.Object(
  {
    name: Line('检查事项'),
    subjects: Line('检查对象'),
    content: Prose('检查内容'),
    way: Type.Union(
      [
        Type.Literal('random', { title: '双随机抽查' }),
        Type.Literal('routine', { title: '日常检查' }),
        Type.Literal('special', { title: '专项检查' }),
        Type.Literal('caused', { title: '因投诉举报等线索检查' }),
      ],
      { title: '检查方式' },
    ),
    timesAYear: Type.Optional(Type.Integer({ minimum: 0, maximum: 366, title: '一年最多几次' })),
    share: Type.Optional(Line('抽查比例')),
    departments: Type.Optional(Line('联合检查部门')),
    basis: Type.Optional(Prose('检查依据')),
    note: Type.Optional(Prose('说明')),
  },
  closed,
)

/** 确认的内容和效力. */
const Confirmation = Type.Object(
  {
    name: Line('确认内容'),
    kind: Type.Union(
      [
        Type.Literal('identity', { title: '身份、资格' }),
        Type.Literal('right', { title: '权利、权属' }),
        Type.Literal('fact', { title: '事实' }),
        Type.Literal('relation', { title: '法律关系' }),
      ],
      { title: '确认种类' },
    ),
    effect: Type.Optional(Prose('确认的效力')),
    validity: Type.Optional(Line('有效期')),
    note: Type.Optional(Prose('说明')),
  },
  closed,
)

/** 奖励的对象、条件和标准. */
const Reward = Type.Object(
  {
    name: Line('奖励项目'),
    recipients: Line('奖励对象'),
    conditions: Prose('奖励条件'),
    standard: Prose('奖励形式和标准'),
    frequency: Type.Optional(Line('评选周期')),
    quota: Type.Optional(Line('名额')),
    note: Type.Optional(Prose('说明')),
  },
  closed,
)

/** 裁决的纠纷和效力. Source: 中办发〔2018〕75号 (行政裁决). */
const Adjudication = Type.Object(
  {
    name: Line('裁决的民事纠纷'),
    parties: Line('当事人'),
    conditions: Type.Optional(Prose('申请条件')),
    effect: Type.Optional(Prose('裁决的效力和不服的途径')),
    note: Type.Optional(Prose('说明')),
  },
  closed,
)

const List = <Part extends TSchema>(part: Part, title: string) =>
  Type.Optional(Type.Array(part, { maxItems: 100, title }))

/** Elements that only items of one type have; all are lists, so each is a sheet of the table for import. */
export const typeParts = {
  penalties: List(Penalty, '处罚的行为、种类、幅度'),
  discretion: List(DiscretionTier, '裁量基准'),
  compulsions: List(Compulsion, '强制的种类、条件和期限'),
  levies: List(Levy, '征收内容和标准'),
  benefits: List(Benefit, '给付内容和标准'),
  inspections: List(Inspection, '检查对象、内容和频次'),
  confirmations: List(Confirmation, '确认内容'),
  rewards: List(Reward, '奖励条件和标准'),
  adjudications: List(Adjudication, '裁决的纠纷'),
} as const
export type TypePartField = keyof typeof typeParts

/** Type of power → what its items have beside what all have; whoever is not named has nothing of its own. */
export const PARTS_OF_TYPE: Readonly<Record<string, readonly TypePartField[]>> = {
  penalty: ['penalties', 'discretion'],
  compulsion: ['compulsions'],
  levy: ['levies'],
  benefit: ['benefits'],
  inspection: ['inspections'],
  confirmation: ['confirmations'],
  reward: ['rewards'],
  adjudication: ['adjudications'],
}

export const TYPE_PART_FIELDS = Object.keys(typeParts) as TypePartField[]

/** Of which type an element is. */
export function typeOfPart(field: string): string | undefined {
  return Object.keys(PARTS_OF_TYPE).find((type) => PARTS_OF_TYPE[type]?.some((one) => one === field))
}
