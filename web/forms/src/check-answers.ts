import { format as knownFormats, type OutputUnit, type Schema, Validator } from '@cfworker/json-schema'
import { formats } from './formats.ts'
import { type Answers, choicesOf, type FormSchema, resolved, typeOf } from './form-schema.ts'
import { formMessages as say } from './messages.ts'

/** What is wrong with one answer, where, and what to do about it. */
export interface AnswerError {
  path: readonly string[]
  keyword: string
  message: string
}

/** Checks answers against an item's form by interpreting the schema: our CSP forbids compiled code. */
export function checkAnswers(schema: FormSchema, answers: Answers): AnswerError[] {
  return checkValue(schema, answers, schema)
}

/** The same for any part of the form; `root` holds its `$defs`. */
export function checkValue(schema: FormSchema, value: unknown, root: FormSchema): AnswerError[] {
  const whole = schema === root || root.$defs === undefined ? schema : { $defs: root.$defs, ...schema }
  const result = validatorFor(whole).validate(plain(value))
  if (result.valid) return []
  return leaves(result.errors).flatMap((unit) => errorOf(unit, whole))
}

Object.assign(knownFormats, formats)

const validators = new WeakMap<FormSchema, Validator>()

function validatorFor(schema: FormSchema): Validator {
  const known = validators.get(schema)
  if (known !== undefined) return known
  // the library writes its own marks into the schema: it gets a copy
  const validator = new Validator(structuredClone(schema) as Schema, '2020-12', false)
  validators.set(schema, validator)
  return validator
}

/** Fields that were emptied in the browser hold `undefined`, which JSON does not know. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => (one === undefined ? null : plain(one)))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return Object.fromEntries(entries.map(([name, one]) => [name, plain(one)]))
}

/** Keywords that only pass on what went wrong beneath them. */
const carriers = new Set([
  'properties',
  'patternProperties',
  'items',
  'prefixItems',
  'allOf',
  'if',
  '$ref',
  'dependentSchemas',
  'propertyNames',
])

/** Keeps what a person must do; of alternatives it says that one must be chosen, not what each of them lacks. */
function leaves(units: OutputUnit[]): OutputUnit[] {
  const alternatives = units.filter((unit) => unit.keyword === 'oneOf' || unit.keyword === 'anyOf')
  return units.filter((unit) => {
    if (carriers.has(unit.keyword)) return false
    return !alternatives.some((one) => unit !== one && unit.keywordLocation.startsWith(`${one.keywordLocation}/`))
  })
}

function errorOf(unit: OutputUnit, root: FormSchema): AnswerError[] {
  const path = pointerSteps(unit.instanceLocation)
  const keyword = unit.keyword === 'false' ? 'unknownField' : unit.keyword
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') return []
  const schema = schemaAt(unit.keywordLocation, root)
  if (keyword !== 'required' && keyword !== 'dependentRequired') {
    return [{ path, keyword, message: sentence(keyword, schema) }]
  }
  const name = missingName(unit.error)
  const field = name === undefined ? undefined : fieldSchema(schema, name, path, root)
  return [{ path: name === undefined ? path : [...path, name], keyword: 'required', message: missing(field, name) }]
}

function missing(field: FormSchema | undefined, name: string | undefined): string {
  const title = field?.title ?? name ?? ''
  const isChoice = field !== undefined && (choicesOf(field) !== undefined || typeOf(field) === 'boolean')
  return isChoice ? say.requiredChoice(title) : say.required(title)
}

/** The validator names the missing field only in its sentence. */
function missingName(error: string): string | undefined {
  return /does not have "(.*)"\.$/.exec(error)?.[1] ?? /required property "(.*)"\.$/.exec(error)?.[1]
}

function sentence(keyword: string, schema: FormSchema): string {
  const limit = schema[keyword]
  const number = typeof limit === 'number' ? limit : 0
  switch (keyword) {
    case 'type':
      return say.type[typeOf(schema) ?? 'string']
    case 'format':
      return say.format[schema.format ?? ''] ?? say.otherFormat
    case 'enum':
      return say.choice
    case 'const':
      return schema.const === true ? say.requiredChoice(schema.title ?? '') : say.fixed
    case 'oneOf':
    case 'anyOf':
      return choicesOf(schema) === undefined ? say.alternatives : say.choice
    case 'minLength':
    case 'maxLength':
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
    case 'multipleOf':
    case 'minItems':
    case 'maxItems':
      return say[keyword](number)
    case 'pattern':
    case 'uniqueItems':
    case 'contains':
    case 'unknownField':
      return say[keyword]
    default:
      return say.otherwise
  }
}

/** Where a missing field is described: beside `required`, or, for a condition's `required`, in the object itself. */
function fieldSchema(schema: FormSchema, name: string, path: readonly string[], root: FormSchema) {
  const beside = schema.properties?.[name]
  if (beside?.title !== undefined) return resolved(beside, root)
  const object = path.reduce<FormSchema | undefined>((part, step) => {
    if (part === undefined) return undefined
    const next = /^\d+$/.test(step) && typeof part.items === 'object' ? part.items : part.properties?.[step]
    return next === undefined ? undefined : resolved(next, root)
  }, root)
  const described = object?.properties?.[name] ?? beside
  return described === undefined ? undefined : resolved(described, root)
}

/** The schema that holds the keyword at this location, following each `$ref` on the way. */
function schemaAt(location: string, root: FormSchema): FormSchema {
  const steps = pointerSteps(location.replace(/^[^#]*/, '')).slice(0, -1)
  let part: unknown = root
  for (const step of steps) {
    if (typeof part !== 'object' || part === null) return {}
    part = step === '$ref' ? resolved(part as FormSchema, root) : (part as Record<string, unknown>)[step]
  }
  return (part ?? {}) as FormSchema
}

function pointerSteps(pointer: string): string[] {
  return pointer
    .replace(/^#/, '')
    .split('/')
    .filter((step) => step !== '')
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))
}
