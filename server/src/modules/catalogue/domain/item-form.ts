import type { ItemContent } from '../contract/item.ts'
import type { RowNotes } from './import-row.ts'
import { isRecord } from './raw-record.ts'
import type { RawRecord } from './raw-record.ts'

/** Formats that both sides know how to check. */
export const FORM_FORMATS = ['citizen-id', 'credit-code', 'phone', 'date'] as const

/** Whether the form is one that the portal can show and the server can check. */
export function checkForm(content: ItemContent, notes: RowNotes): void {
  const { schema, sections, uiSchema } = content.form
  if (schema.type !== 'object' || !isRecord(schema.properties)) {
    notes.refuse('表单结构应当是 object，并有 properties', 'form')
    return
  }
  const questions = Object.keys(schema.properties)
  if (content.acceptsOnline && questions.length === 0) notes.refuse('可以网上申请的事项应当有表单', 'form')
  for (const [name, question] of Object.entries(schema.properties)) checkQuestion(name, question, notes)
  const placed = sections.flatMap((section) => section.fields)
  if (questions.length > 0 && !sameMembers(questions, placed)) {
    notes.refuse('表单的每一项应当在分步里出现一次，分步里也不能有别的', 'form')
  }
  checkConditions(schema.allOf, { questions: new Set(questions), notes })
  const order = uiSchema['ui:order']
  if (Array.isArray(order) && !sameMembers(questions, order.map(String)))
    notes.refuse('表单的显示顺序与表单项不一致', 'form')
}

function checkQuestion(name: string, question: unknown, notes: RowNotes): void {
  if (!isRecord(question) || typeof question.title !== 'string' || question.title === '') {
    notes.refuse(`表单项“${name}”没有标题`, 'form')
    return
  }
  checkChoices(question, notes)
  for (const format of formatsIn(question)) {
    if (!(FORM_FORMATS as readonly string[]).includes(format))
      notes.refuse(`表单项“${name}”用了不认识的格式“${format}”`, 'form')
  }
}

/** What is chosen from has words that tell one choice from the other. */
function checkChoices(question: RawRecord, notes: RowNotes): void {
  const holder = isRecord(question.items) ? question.items : question
  if (!Array.isArray(holder.oneOf)) return
  const titles = holder.oneOf.map((one) => (isRecord(one) && typeof one.title === 'string' ? one.title.trim() : ''))
  if (titles.includes('')) notes.refuse(`表单项“${String(question.title)}”有没写名称的选项`, 'form')
  if (titles.length < 2 || new Set(titles).size < titles.length)
    notes.refuse(`表单项“${String(question.title)}”应当有至少两个选项，而且不重复`, 'form')
}

/** A condition looks at questions of the form, and what it asks for or leaves out is one. */
function checkConditions(allOf: unknown, { questions, notes }: { questions: Set<string>; notes: RowNotes }): void {
  if (!Array.isArray(allOf)) return
  for (const one of allOf.filter(isRecord)) {
    const parts = [one.if, one.then, one.else].filter(isRecord)
    const named = parts.flatMap(({ properties, required }) => [
      ...(isRecord(properties) ? Object.keys(properties) : []),
      ...(Array.isArray(required) ? required.map(String) : []),
    ])
    const unknown = named.find((name) => !questions.has(name))
    if (unknown !== undefined) notes.refuse(`表单的填写条件提到了没有的表单项“${unknown}”`, 'form')
  }
}

function formatsIn(question: RawRecord): string[] {
  const own = typeof question.format === 'string' ? [question.format] : []
  return isRecord(question.items) ? [...own, ...formatsIn(question.items)] : own
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && new Set(a).size === a.length && a.every((one) => b.includes(one))
}
