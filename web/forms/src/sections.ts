import { type AnswerError, checkAnswers } from './check-answers.ts'
import type { Answers, FormSchema, FormSection, ItemFormDefinition } from './form-schema.ts'

/** The part of the form that one step asks. Conditions still look at all answers. */
export function sectionSchema(form: ItemFormDefinition, section: FormSection): FormSchema {
  return restrict(form.schema, new Set(section.fields))
}

/** What is wrong in the whole form, in the order in which it is asked. */
export function checkForm(form: ItemFormDefinition, answers: Answers): AnswerError[] {
  const order = form.sections.flatMap((section) => section.fields)
  const place = (error: AnswerError) => {
    const found = order.indexOf(error.path[0] ?? '')
    return found === -1 ? order.length : found
  }
  return checkAnswers(form.schema, asked(form, answers)).toSorted((one, other) => place(one) - place(other))
}

/** Without what was answered before another answer left its question out: nobody can mend what is not shown. */
function asked(form: ItemFormDefinition, answers: Answers): Answers {
  const names = new Set(
    checkAnswers(form.schema, answers)
      .filter(({ keyword, path }) => keyword === 'unknownField' && path.length === 1)
      .map(({ path }) => path[0] ?? '')
      .filter((name) => form.schema.properties?.[name] !== undefined),
  )
  const kept = Object.entries(answers).filter(([name]) => !names.has(name))
  // What was left out may itself be what another question depends on.
  return names.size === 0 ? answers : asked(form, Object.fromEntries(kept))
}

/** What is wrong in one step; the steps that follow are not complained about. */
export function checkSection(form: ItemFormDefinition, section: FormSection, answers: Answers): AnswerError[] {
  const fields = new Set(section.fields)
  return checkForm(form, answers).filter((error) => fields.has(error.path[0] ?? ''))
}

/** The step in which a field stands, so that an error can lead there. */
export function sectionOf(form: ItemFormDefinition, path: readonly string[]): FormSection | undefined {
  return form.sections.find((section) => section.fields.includes(path[0] ?? ''))
}

function restrict(schema: FormSchema, names: ReadonlySet<string>): FormSchema {
  const { properties, required, allOf, then, else: otherwise, dependentSchemas, ...rest } = schema
  const part: Record<string, unknown> = { ...rest }
  if (properties !== undefined) part['properties'] = pick(properties, names)
  if (required !== undefined) part['required'] = required.filter((name) => names.has(name))
  if (allOf !== undefined) part['allOf'] = allOf.map((one) => restrict(one, names))
  if (then !== undefined) part['then'] = restrict(then, names)
  if (otherwise !== undefined) part['else'] = restrict(otherwise, names)
  if (dependentSchemas !== undefined) {
    const restricted = Object.entries(dependentSchemas).map(([name, one]) => [name, restrict(one, names)])
    part['dependentSchemas'] = Object.fromEntries(restricted)
  }
  return part
}

function pick<T>(properties: Readonly<Record<string, T>>, names: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => names.has(name)))
}
