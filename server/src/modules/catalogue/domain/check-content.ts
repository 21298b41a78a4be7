import type { ItemContent } from '../contract/item.ts'
import type { RowNotes } from './import-row.ts'
import { checkForm } from './item-form.ts'
import { checkLayer, layerOf } from './layers.ts'
import { STANDARD_TYPES, holdsIn } from './power-types.ts'
import type { PowerTypes } from './power-types.ts'
import { isTheme } from './themes.ts'

/** 实施编码: the organ's code (18), the level (1), the base code (12), and two more for a 业务办理项. */
const TASK_CODE = /^[0-9A-Z]{18}[1-7]\d{12}(\d{2})?$/

/** What an item must be to be published (refused otherwise), and what somebody should look at (warned of). */
export function checkContent(content: ItemContent, notes: RowNotes, types: PowerTypes = STANDARD_TYPES): void {
  checkType(content, notes, types)
  checkLimits(content, notes)
  checkProcedures(content, notes)
  checkReferences(content, notes)
  checkForm(content, notes)
  checkLayer(content, notes, types)
  lookOver(content, notes)
}

/** 权力类型 is one that holds in the item's place, and the code says the same where it has the national form. */
function checkType(content: ItemContent, notes: RowNotes, types: PowerTypes): void {
  const { powerType, code, division, sourcePowerType } = content
  const type = types.find(powerType)
  if (!type || !holdsIn(type, division)) {
    notes.refuse(type ? `权力类型“${type.title}”不在这里适用` : `没有“${powerType}”这种权力类型`, 'powerType')
    return
  }
  if (type.isRetired) notes.warn(`权力类型“${type.title}”已经停用，请改用别的`, 'powerType')
  const [, written = ''] = TYPE_IN_CODE.exec(code) ?? []
  const meant = types.ofCode(written, { division, ...(sourcePowerType && { system: sourcePowerType.system }) })
  if (meant && meant.key !== powerType)
    notes.warn(`实施编码第 22、23 位 ${written} 是${meant.title}，与权力类型不一致`, 'code')
}

/** The type's two digits within the base code, behind the organ, the level and the province. */
const TYPE_IN_CODE = /^[0-9A-Z]{18}[1-7]\d{2}(\d{2})\d{8}(?:\d{2})?$/

function checkLimits({ statutoryLimit: law, promisedLimit: promise, instant }: ItemContent, notes: RowNotes): void {
  const comparable = law.unit === promise.unit && law.unit !== 'none' && law.unit !== 'instant'
  if (comparable && promise.value > law.value) {
    notes.refuse(`承诺时限（${promise.value}）长于法定时限（${law.value}）`, 'promisedLimit', 'value')
  }
  if (instant !== (promise.unit === 'instant'))
    notes.refuse('即办件的承诺时限应当是即办，其他件不能是即办', 'promisedLimit', 'unit')
  for (const [title, limit, field] of [
    ['法定', law, 'statutoryLimit'],
    ['承诺', promise, 'promisedLimit'],
  ] as const) {
    const measured = limit.unit === 'workday' || limit.unit === 'day'
    if (measured !== limit.value > 0) notes.refuse(`${title}时限的数值与单位不相称`, field, 'value')
  }
  if (promise.unit !== law.unit && promise.unit === 'day' && law.unit === 'workday') {
    notes.warn('法定时限按工作日、承诺时限按自然日，两者不能直接比较', 'promisedLimit', 'unit')
  }
}

function checkProcedures(content: ItemContent, notes: RowNotes): void {
  for (const [place, procedure] of content.specialProcedures.entries()) {
    if (procedure.stopsClock && !procedure.legalBasis) {
      const at = ['specialProcedures', place, 'legalBasis'] as const
      notes.refuse(`特别程序“${procedure.name}”不计入时限，却没有法律依据（行政许可法第四十五条）`, ...at)
    }
  }
  if (hasRepeats(content.specialProcedures.map((one) => one.code)))
    notes.refuse('特别程序的标识有重复', 'specialProcedures')
}

function checkReferences(content: ItemContent, notes: RowNotes): void {
  if (hasRepeats(content.materials.map((one) => one.id))) notes.refuse('材料标识有重复', 'materials')
  const unknown = content.themes.filter((theme) => !isTheme(theme))
  if (unknown.length > 0) notes.refuse(`不认识的主题：${unknown.join('、')}`, 'themes')
  const questions = new Set(Object.keys((content.form.schema.properties as object | undefined) ?? {}))
  for (const [place, field] of (content.licenceType?.fields ?? []).entries()) {
    if (field.from !== undefined && !questions.has(field.from)) {
      const at = ['licenceType', 'fields', place, 'from'] as const
      notes.refuse(`证照字段“${field.title}”取自表单里没有的“${field.from}”`, ...at)
    }
  }
  checkRules(content, notes)
  if (content.result.kind === 'licence' && content.acceptsOnline && !content.licenceType) {
    notes.refuse('结果是证照，却没有证照类型', 'licenceType')
  }
}

/** An entry of the record holds no more than 32 KiB. */
const MOST_POINTS = 200

/** What a step records names the points of a version: each once. */
function checkRules({ reviewRules = [] }: ItemContent, notes: RowNotes): void {
  if (hasRepeats(reviewRules.map(({ id }) => id))) notes.refuse('审查工作细则的标识有重复', 'reviewRules')
  if (hasRepeats(reviewRules.flatMap(({ points }) => points.map(({ id }) => id))))
    notes.refuse('审查要点的标识有重复', 'reviewRules')
  const counts = Map.groupBy(reviewRules, ({ step }) => step)
  for (const rules of counts.values())
    if (rules.flatMap(({ points }) => points).length > MOST_POINTS)
      notes.refuse(`一个环节的审查要点不能超过 ${MOST_POINTS} 条`, 'reviewRules')
}

function lookOver(content: ItemContent, notes: RowNotes): void {
  if (layerOf(content) !== 'base' && !TASK_CODE.test(content.code))
    notes.warn('实施编码不是 31 或者 33 位的国家格式，按原样保存', 'code')
  if (content.legalBases.length === 0) notes.warn('没有设定依据', 'legalBases')
  if (content.visits.count > 0 && !content.visits.reason) notes.warn('要到现场，却没有写明原因', 'visits', 'reason')
  for (const [place, fee] of content.fees.entries())
    if (!fee.basis) notes.warn(`收费项目“${fee.name}”没有依据`, 'fees', place, 'basis')
  if (content.serviceObjects.length === 0) notes.warn('没有写明服务对象', 'serviceObjects')
}

function hasRepeats(texts: readonly string[]): boolean {
  return new Set(texts).size < texts.length
}
