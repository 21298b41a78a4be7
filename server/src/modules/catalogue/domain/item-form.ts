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
  const order = uiSchema['ui:order']
  if (Array.isArray(order) && !sameMembers(questions, order.map(String)))
    notes.refuse('表单的显示顺序与表单项不一致', 'form')
}

function checkQuestion(name: string, question: unknown, notes: RowNotes): void {
  if (!isRecord(question) || typeof question.title !== 'string' || question.title === '') {
    notes.refuse(`表单项“${name}”没有标题`, 'form')
    return
  }
  for (const format of formatsIn(question)) {
    if (!(FORM_FORMATS as readonly string[]).includes(format))
      notes.refuse(`表单项“${name}”用了不认识的格式“${format}”`, 'form')
  }
}

function formatsIn(question: RawRecord): string[] {
  const own = typeof question.format === 'string' ? [question.format] : []
  return isRecord(question.items) ? [...own, ...formatsIn(question.items)] : own
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && new Set(a).size === a.length && a.every((one) => b.includes(one))
}
