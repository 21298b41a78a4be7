import type { FormSchema } from '@yiwang/forms'
import type { ItemForm } from '@yiwang/server/contract/catalogue'
import { conditionsIn, conditionsOf } from './form-conditions.ts'
import type { Answer, Choice, Question, QuestionKind, Step } from './question.ts'
import { KNOWN } from './question.ts'

/** 申请表单 as its writer sees it: steps of questions. Everything the designer does not show goes back untouched. */
export interface FormModel {
  readonly steps: readonly Step[]
  readonly schema: FormSchema
  readonly hints: Readonly<Record<string, unknown>>
  /** Conditions of a shape that is not edited here. */
  readonly otherConditions: readonly FormSchema[]
}

const EMPTY = {
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {},
    required: [],
    additionalProperties: false,
  },
  uiSchema: {},
  sections: [],
} satisfies ItemForm

export function toModel(form: ItemForm = EMPTY): FormModel {
  const { properties = {}, required = [], allOf = [], ...schema } = form.schema as FormSchema
  const { 'ui:order': _order, ...uiSchema } = form.uiSchema
  const { whens, others } = conditionsIn(allOf)
  const named = (name: string): Question =>
    questionOf(properties[name] ?? {}, {
      name,
      hints: (uiSchema[name] ?? {}) as Record<string, unknown>,
      isRequired: required.includes(name) || whens.get(name)?.isRequired === true,
      when: whens.get(name)?.when,
    })
  const hints = Object.entries(uiSchema).filter(([name]) => !(name in properties))
  return {
    steps: form.sections.map(({ id, title, fields }) => ({ id, title, questions: fields.map(named) })),
    schema,
    hints: Object.fromEntries(hints),
    otherConditions: others,
  }
}

export function toForm({ steps, schema, hints, otherConditions }: FormModel): ItemForm {
  const questions = withoutIdleConditions(steps.flatMap((step) => step.questions))
  const conditions = [...conditionsOf(questions), ...otherConditions]
  const shown = questions
    .map((one) => [one.name, hintsOf(one)] as const)
    .filter(([, own]) => Object.keys(own).length > 0)
  return {
    schema: {
      ...schema,
      properties: Object.fromEntries(questions.map((one) => [one.name, schemaOf(one)])),
      required: questions.filter((one) => one.isRequired && !one.when).map(({ name }) => name),
      ...(conditions.length > 0 && { allOf: conditions }),
    },
    uiSchema: { ...hints, 'ui:order': questions.map(({ name }) => name), ...Object.fromEntries(shown) },
    sections: steps.map(({ id, title, questions: asked }) => ({ id, title, fields: asked.map(({ name }) => name) })),
  }
}

/** Under another name, and so for every question that depends on it. Answers of cases stay with the version they were given in. */
export function renamed(model: FormModel, from: string, to: string): FormModel {
  const rename = (question: Question): Question => ({
    ...question,
    ...(question.name === from && { name: to }),
    ...(question.when?.question === from && { when: { ...question.when, question: to } }),
  })
  return { ...model, steps: model.steps.map((step) => ({ ...step, questions: step.questions.map(rename) })) }
}

/** Why a question cannot have that name. */
export function refusedName(model: FormModel, from: string, to: string): 'no-name' | 'taken' | 'kept' | undefined {
  const names = model.steps.flatMap(({ questions }) => questions.map(({ name }) => name))
  if (!/^[a-z][A-Za-z0-9]{0,63}$/.test(to)) return 'no-name'
  if (to !== from && names.includes(to)) return 'taken'
  return JSON.stringify(model.otherConditions).includes(`"${from}"`) ? 'kept' : undefined
}

/** What is not decided yet, or asks for a question that is gone, decides nothing. */
function withoutIdleConditions(questions: readonly Question[]): Question[] {
  const names = new Set(questions.map(({ name }) => name))
  return questions.map(({ when, ...question }) =>
    when && when.values.length > 0 && names.has(when.question) ? { ...question, when } : question,
  )
}

type About = Pick<Question, 'name' | 'hints' | 'isRequired' | 'when'>

function questionOf(schema: FormSchema, { name, hints, isRequired, when }: About): Question {
  const kind = kindOf(schema, hints)
  const { 'ui:help': help, 'ui:known': known, 'ui:widget': _widget, ...otherHints } = hints
  const { title, type: _type, format: _format, ...others } = schema
  const limits = LIMITS[kind]
  const isKept = (key: string) => kind === 'other' || !(OWN.includes(key) || limits?.includes(key))
  return {
    name,
    kind,
    title: title ?? '',
    help: typeof help === 'string' ? help : '',
    isRequired,
    choices: choicesIn(schema, kind),
    least: numberOf(limits && schema[limits[0]]),
    most: numberOf(limits && schema[limits[1]]),
    known: KNOWN.find((one) => one === known),
    ...(when && { when }),
    schema:
      kind === 'other'
        ? schema
        : (Object.fromEntries(Object.entries(others).filter(([key]) => isKept(key))) as FormSchema),
    hints: kind === 'other' ? hints : otherHints,
  }
}

/** Keywords that a kind states by itself. */
const OWN = ['oneOf', 'enum', 'items', 'const', 'uniqueItems']

const TEXT_LIMITS = ['minLength', 'maxLength'] as const
const NUMBER_LIMITS = ['minimum', 'maximum'] as const
export const LIMITS: Partial<Record<QuestionKind, readonly [string, string]>> = {
  text: TEXT_LIMITS,
  'long-text': TEXT_LIMITS,
  integer: NUMBER_LIMITS,
  number: NUMBER_LIMITS,
  many: ['minItems', 'maxItems'],
}

const FORMATS = ['date', 'citizen-id', 'credit-code', 'phone'] as const

function kindOf(schema: FormSchema, hints: Readonly<Record<string, unknown>>): QuestionKind {
  switch (schema.type) {
    case 'string':
      if (schema.oneOf ?? schema.enum) return 'one'
      if (schema.format !== undefined) return FORMATS.find((one) => one === schema.format) ?? 'other'
      return hints['ui:widget'] === 'textarea' ? 'long-text' : 'text'
    case 'integer':
    case 'number':
      return schema.type
    case 'boolean':
      return schema.const === true ? 'confirm' : 'yes-no'
    case 'array':
      return typeof schema.items === 'object' && (schema.items.oneOf ?? schema.items.enum) ? 'many' : 'other'
    default:
      return 'other'
  }
}

function choicesIn(schema: FormSchema, kind: QuestionKind): Choice[] {
  if (kind === 'yes-no') return []
  const holder = kind === 'many' && typeof schema.items === 'object' ? schema.items : schema
  if (kind !== 'one' && kind !== 'many') return []
  const listed = holder.oneOf ?? holder.enum?.map((value) => ({ const: value, title: String(value) })) ?? []
  return listed.map((one) => ({ value: one.const as Answer, title: one.title ?? String(one.const) }))
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function schemaOf(question: Question): FormSchema {
  const { kind, title, schema, least, most, choices } = question
  if (kind === 'other') return { ...schema, title }
  const [min = '', max = ''] = LIMITS[kind] ?? []
  const limits = { ...(least !== undefined && { [min]: least }), ...(most !== undefined && { [max]: most }) }
  const oneOf = choices.map((choice) => ({ const: choice.value, title: choice.title }))
  switch (kind) {
    case 'integer':
    case 'number':
      return { type: kind, title, ...limits, ...schema }
    case 'one':
      return { type: 'string', title, oneOf, ...schema }
    case 'many':
      return { type: 'array', title, items: { type: 'string', oneOf }, uniqueItems: true, ...limits, ...schema }
    case 'yes-no':
      return { type: 'boolean', title, ...schema }
    case 'confirm':
      return { type: 'boolean', title, const: true, ...schema }
    case 'text':
    case 'long-text':
      return { type: 'string', title, ...limits, ...schema }
    default:
      return { type: 'string', title, format: kind, ...schema }
  }
}

const WIDGETS: Partial<Record<QuestionKind, string>> = {
  'long-text': 'textarea',
  many: 'checkboxes',
  'yes-no': 'radio',
  confirm: 'checkbox',
}

function hintsOf({ kind, help, known, hints }: Question): Record<string, unknown> {
  if (kind === 'other') return help === '' ? { ...hints } : { ...hints, 'ui:help': help }
  const widget = WIDGETS[kind]
  return {
    ...hints,
    ...(help !== '' && { 'ui:help': help }),
    ...(widget !== undefined && { 'ui:widget': widget }),
    ...(known !== undefined && { 'ui:known': known }),
  }
}
