import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { FieldError } from '../../../kernel/index.ts'
import { FORMATS, messageOf } from '../../../platform/http/index.ts'
import { ItemContent } from '../contract/item.ts'
import type { ItemForm } from '../contract/item-form.ts'

/** Enough of an item to check answers against its form. */
export interface FormOwner {
  readonly id: string
  readonly version: number
  readonly form: ItemForm
}

/** Compiled forms by item and version: a version never changes, so what was compiled stays right. */
const compiled = new Map<string, ValidateFunction>()
const MOST_COMPILED = 500

/**
 * Checks an applicant's answers against the item's form. `path` is a JSON pointer to the question, so that a page can
 * put the message there. An empty list says that the answers are complete and right.
 */
export function validateForm(item: FormOwner, answers: unknown): FieldError[] {
  const validate = compiledOf(item)
  if (validate(answers)) return []
  return onePerQuestion((validate.errors ?? []).filter((error) => !BRANCHING.has(error.keyword)))
}

/** 只留问到的: what was answered before another answer left its question out is not taken (个人信息保护法 art. 6: no more than is needed). */
export function askedAnswers(item: FormOwner, answers: Record<string, unknown>): Record<string, unknown> {
  const validate = compiledOf(item)
  if (validate(answers)) return answers
  const leftOut = (validate.errors ?? []).filter(({ keyword }) => keyword === 'false schema')
  const names = new Set(leftOut.map(({ instancePath }) => instancePath.slice(1)))
  const asked = Object.entries(answers).filter(([name]) => !names.has(name))
  // What was left out may itself be what another question depends on.
  return asked.length < Object.keys(answers).length ? askedAnswers(item, Object.fromEntries(asked)) : answers
}

function compiledOf(item: FormOwner): ValidateFunction {
  const key = `${item.id} ${item.version}`
  const known = compiled.get(key)
  if (known) return known
  if (compiled.size >= MOST_COMPILED) compiled.clear()
  const validate = compileForm(item.form)
  compiled.set(key, validate)
  return validate
}

/** @throws Error when the schema is not one of JSON Schema 2020-12 */
export function compileForm(form: ItemForm): ValidateFunction {
  return createAjv({ strict: 'forms' }).compile(form.schema)
}

const contentAjv = createAjv({ strict: 'contracts' })
let checkContentShape: ValidateFunction | undefined

/** What keeps a value from being the content of an item, in words for the import's report. */
export function contentErrors(content: unknown): string[] {
  return contentFaults(content).map(({ path, message }) => `${path.slice(1) || '内容'}：${message}`)
}

/** The same, each at its place. */
export function contentFaults(content: unknown): FieldError[] {
  checkContentShape ??= contentAjv.compile(ItemContent)
  if (checkContentShape(content)) return []
  const errors = (checkContentShape.errors ?? []).filter((error) => !BRANCHING.has(error.keyword))
  return onePerQuestion(errors)
}

/** Keywords that only say that one of several others failed; the others are told of themselves. */
const BRANCHING = new Set(['if', 'then', 'else', 'allOf'])

/** Alternatives fail with an error for each of them; people need one a question, and the one that says most. */
function onePerQuestion(errors: readonly ErrorObject[]): FieldError[] {
  const byPath = new Map<string, FieldError>()
  for (const error of errors) {
    const path = pathOf(error)
    const message = CHOICES.has(error.keyword) ? '请从给出的选项中选择' : messageOf(error)
    if (!byPath.has(path) || CHOICES.has(error.keyword)) byPath.set(path, { path, message })
  }
  return [...byPath.values()]
}

/** Where the person has to do something: at what is missing or too much, not at the group that lacks or holds it. */
function pathOf({ keyword, instancePath, params }: ErrorObject): string {
  const property: unknown =
    keyword === 'required' || keyword === 'dependentRequired' ? params.missingProperty : params.additionalProperty
  return typeof property === 'string' ? `${instancePath}/${property}` : instancePath
}

const CHOICES = new Set(['oneOf', 'anyOf', 'enum', 'const'])

function createAjv(options: { strict: 'forms' | 'contracts' }): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: options.strict === 'forms' ? 'log' : false, logger: false })
  addFormats.default(ajv)
  for (const [name, { check }] of Object.entries(FORMATS)) ajv.addFormat(name, check)
  return ajv
}
