import type { ItemContent } from '../contract/item.ts'
import { TYPE_PART_FIELDS } from '../contract/type-parts.ts'
import { checkTypeParts } from './check-type-parts.ts'
import type { RowNotes } from './import-row.ts'
import { isRecord } from './raw-record.ts'
import type { RawRecord } from './raw-record.ts'

/**
 * 一致性核对: what the elements of an item demand of each other (GB/T 39046—2020 表4, 行政许可法 arts 30, 42, 58). Lists from
 * elsewhere are only warned of it, because they are as they are; what a department writes here has to hold.
 */
export function checkConsistency(
  content: ItemContent,
  notes: RowNotes,
  isWhole: (field: keyof ItemContent) => boolean = () => true,
): void {
  for (const { reads, check } of CHECKS) if (reads.every(isWhole)) check(content, notes)
}

/** Each with what it reads: while an item is being written, what is complete is held against what is complete. */
const CHECKS: readonly {
  readonly reads: readonly (keyof ItemContent)[]
  readonly check: (content: ItemContent, notes: RowNotes) => void
}[] = [
  { reads: ['visits', 'acceptsOnline', 'onlineDepth', 'delivery', 'windows', 'layer'], check: checkVisits },
  { reads: ['charged', 'fees'], check: checkCharges },
  { reads: ['serviceObjects', 'audience', 'legalBases', 'powerType'], check: checkWhom },
  { reads: ['code', 'organizationCode', 'level', 'catalogCode'], check: checkCode },
  { reads: ['steps', 'promisedLimit', 'materials', 'conditions'], check: checkSteps },
  { reads: ['materials', 'form'], check: checkSituations },
  { reads: ['reviewRules', 'instant'], check: checkRules },
  { reads: ['powerType', ...TYPE_PART_FIELDS], check: checkTypeParts },
  { reads: ['organNature', 'entrustedBy', 'powerSource'], check: checkEntrusted },
]

function checkVisits(content: ItemContent, notes: RowNotes): void {
  const { visits, acceptsOnline, onlineDepth, delivery, windows, layer } = content
  if (visits.count > 0 && !visits.reason)
    notes.refuse(`要到现场 ${visits.count} 次，应当写明必须到现场的原因`, 'visits', 'reason')
  if (visits.count === 0 && !acceptsOnline && !delivery)
    notes.refuse('到现场 0 次，又不能网上申请，应当可以邮寄', 'delivery')
  if (onlineDepth === 'whole' && visits.count > 0)
    notes.refuse('全程网办（Ⅳ级）的事项，到现场次数应当是 0', 'visits', 'count')
  if ((onlineDepth === 'whole' || onlineDepth === 'accepting') && !acceptsOnline)
    notes.refuse('网上办理深度达到Ⅲ级以上的，应当可以网上申请', 'acceptsOnline')
  if (acceptsOnline && onlineDepth === 'consulting')
    notes.refuse('可以网上申请的，网上办理深度至少是Ⅱ级', 'onlineDepth')
  // Where to go is said by whoever adopts a base item.
  if (visits.count > 0 && windows.length === 0 && layer !== 'base')
    notes.refuse('要到现场办理，应当写明办理地点', 'windows')
}

function checkCharges({ charged, fees }: ItemContent, notes: RowNotes): void {
  if (charged === true && fees.length === 0) notes.refuse('收费的事项至少要有一个收费项目', 'fees')
  if (charged !== true && fees.length > 0) notes.refuse('列了收费项目，却没有标明收费', 'charged')
  for (const [place, fee] of fees.entries())
    if (!fee.basis) notes.refuse(`收费项目“${fee.name}”应当写明收费依据`, 'fees', place, 'basis')
}

function checkWhom({ serviceObjects, audience, legalBases, powerType }: ItemContent, notes: RowNotes): void {
  if (serviceObjects.length === 0) notes.refuse('应当写明服务对象', 'serviceObjects')
  if (audience.length === 0) notes.refuse('应当选择面向个人还是法人', 'audience')
  const forPeople = serviceObjects.includes('natural-person')
  const forOthers = serviceObjects.some((one) => one !== 'natural-person')
  if (forPeople && !audience.includes('person')) notes.warn('服务对象有自然人，却没有面向个人', 'audience')
  if (forOthers && !audience.includes('organization')) notes.warn('服务对象有单位，却没有面向法人', 'audience')
  if (legalBases.length === 0) {
    if (powerType === 'public-service') notes.warn('没有设定依据', 'legalBases')
    else notes.refuse('行使权力应当有设定依据', 'legalBases')
  }
}

const LEVEL_DIGITS: Readonly<Record<string, ItemContent['level']>> = {
  1: 'national',
  2: 'province',
  3: 'city',
  4: 'county',
  5: 'town',
  6: 'village',
  7: 'graded',
}

/** 实施编码 = 主体代码 18 位 + 层级 1 位 + 基本编码 12 位 (+ 办理项 2 位). Other formats are kept as they are. */
function checkCode({ code, organizationCode, level, catalogCode }: ItemContent, notes: RowNotes): void {
  const parts = /^([0-9A-Z]{18})([1-7])(\d{12})(\d{2})?$/.exec(code)
  if (!parts) return
  const [, organ, digit, base] = parts
  if (organizationCode !== undefined && organ !== organizationCode)
    notes.warn(`实施编码的前 18 位不是实施主体的代码（${organizationCode}）`, 'code')
  if (LEVEL_DIGITS[digit!] !== level) notes.warn(`实施编码第 19 位是 ${digit}，与行使层级不一致`, 'code')
  if (catalogCode !== undefined && catalogCode.length === 12 && catalogCode !== base)
    notes.warn('实施编码里的基本编码与填写的基本编码不一致', 'catalogCode')
}

function checkSteps({ steps, promisedLimit, materials, conditions }: ItemContent, notes: RowNotes): void {
  const planned = steps.reduce((sum, { limitWorkdays = 0 }) => sum + limitWorkdays, 0)
  if (promisedLimit.unit === 'workday' && planned > promisedLimit.value)
    notes.warn(`各环节时限合计 ${planned} 个工作日，超过承诺时限`, 'steps')
  if (conditions.length === 0) notes.warn('没有写明受理条件', 'conditions')
  const names = materials.map(({ name }) => name)
  for (const [place, name] of names.entries())
    if (names.indexOf(name) < place) notes.warn(`材料“${name}”列了两次`, 'materials', place, 'name')
  for (const [place, { source, issuer, name }] of materials.entries())
    if (source !== 'applicant' && source !== 'other' && !issuer)
      notes.warn(`材料“${name}”不是申请人自备，最好写明由谁出具`, 'materials', place, 'issuer')
}

/** 情形引导: a material that depends on an answer depends on one that the form offers. */
function checkSituations({ materials, form }: ItemContent, notes: RowNotes): void {
  const questions = isRecord(form.schema.properties) ? form.schema.properties : {}
  for (const [place, { name, neededWhen }] of materials.entries()) {
    if (!neededWhen) continue
    const question = Object.hasOwn(questions, neededWhen.question) ? questions[neededWhen.question] : undefined
    const offered = isRecord(question) ? answersOf(question) : []
    if (offered.length === 0)
      notes.refuse(`材料“${name}”取决于表单里的一个选择，表单里没有它`, 'materials', place, 'neededWhen')
    else if (neededWhen.values.length === 0)
      notes.refuse(`材料“${name}”没有写明答什么时需要`, 'materials', place, 'neededWhen')
    else if (!neededWhen.values.every((value) => offered.includes(value)))
      notes.refuse(`材料“${name}”取决于表单里没有的选项`, 'materials', place, 'neededWhen')
  }
}

/** What can be answered to a question of choice; nothing where anything can be written. */
function answersOf(question: RawRecord): unknown[] {
  if (question.type === 'boolean') return [true, false]
  const { oneOf, enum: listed } = isRecord(question.items) ? question.items : question
  if (Array.isArray(listed)) return listed
  return Array.isArray(oneOf) ? oneOf.filter(isRecord).map((one) => one.const) : []
}

/** 国发〔2015〕6号: content, standard and points; a rule without points is nothing that anybody can tick off. */
function checkRules({ reviewRules = [], instant }: ItemContent, notes: RowNotes): void {
  for (const [place, { name, step, points }] of reviewRules.entries()) {
    if (points.length === 0) notes.refuse(`审查内容“${name}”至少要有一条要点`, 'reviewRules', place, 'points')
    if (instant && step === 'review') notes.warn('即办件一般没有审查环节', 'reviewRules', place, 'step')
    const names = points.map((point) => point.name)
    for (const [at, point] of names.entries())
      if (names.indexOf(point) < at) notes.warn(`要点“${point}”列了两次`, 'reviewRules', place, 'points', at, 'name')
  }
}

/** 行政许可法 art. 24, 行政处罚法 art. 20: who acts for another says for whom. */
function checkEntrusted({ organNature, entrustedBy, powerSource }: ItemContent, notes: RowNotes): void {
  const isEntrusted = organNature === 'entrusted' || powerSource?.startsWith('entrusted') === true
  if (isEntrusted && !entrustedBy) notes.refuse('受委托行使的，应当写明委托部门', 'entrustedBy')
}
