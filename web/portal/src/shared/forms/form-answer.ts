import { ApiProblem } from '@yiwang/client'
import type { FieldProblem } from '@yiwang/ui'
import { data } from 'react-router'

/** What a form is told when it was refused: what to show at the top and at the fields, and what had been typed. */
export interface FormAnswer {
  problems: FieldProblem[]
  /** By name of the field, which is its id too. */
  fieldErrors: Record<string, string>
  values: Record<string, string>
}

/** A source that is away is no fault: its sentence stands on the form, with all that was typed. */
const AWAY = 503

/** Refusals become words on the form; faults do not concern the form. `fields` says at which field a refusal belongs. */
export function refuse(error: unknown, form: FormData, fields: Readonly<Record<string, string>> = {}) {
  if (!(error instanceof ApiProblem) || (error.status >= 500 && error.status !== AWAY)) throw error
  const named = error.fields.map((field) => [field.path[0] ?? '', field.message] as const)
  const field = fields[error.code]
  if (named.length === 0 && field !== undefined) named.push([field, error.text])
  if (named.length > 0) return refuseFields(Object.fromEntries(named), form, error.status)
  const answer: FormAnswer = { problems: [{ message: error.text }], fieldErrors: {}, values: typed(form) }
  return data(answer, { status: error.status })
}

export function refuseFields(fieldErrors: Record<string, string>, form: FormData, status = 422) {
  const problems = Object.entries(fieldErrors).map(([fieldId, message]) => ({ fieldId, message }))
  return data<FormAnswer>({ problems, fieldErrors, values: typed(form) }, { status })
}

/** Goes back into the fields; hidden fields have their own source, and a password is never sent back. */
function typed(form: FormData): Record<string, string> {
  const entries = [...form].filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && !entry[0].startsWith('_') && !/password/i.test(entry[0]),
  )
  return Object.fromEntries(entries)
}
