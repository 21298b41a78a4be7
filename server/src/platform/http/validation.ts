import { Ajv } from 'ajv'
import type { ErrorObject, ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import type { TSchema } from 'typebox'
import { isCalendarDate, isCitizenId, isCreditCode, isPhone } from '../../kernel/index.ts'
import type { FieldError } from '../../kernel/index.ts'

/** The formats that contracts and item forms share, with what the user reads when they fail. */
export const FORMATS: Readonly<Record<string, { check: (text: string) => boolean; message: string }>> = {
  'citizen-id': { check: isCitizenId, message: '公民身份号码不正确，请核对（18 位，末位可能是大写 X）' },
  'credit-code': { check: isCreditCode, message: '统一社会信用代码不正确，请核对（18 位）' },
  phone: { check: isPhone, message: '手机号码不正确，请填写 11 位手机号' },
  date: { check: isCalendarDate, message: '日期不正确，请按“年-月-日”填写' },
}

/** Compiles what a contract says of one part of a request. Text of addresses is coerced; JSON bodies are taken as they are. */
export function createValidators(): {
  coerced: (schema: TSchema) => ValidateFunction
  strict: (schema: TSchema) => ValidateFunction
} {
  const coerced = configured(new Ajv({ allErrors: false, coerceTypes: 'array', useDefaults: true, strict: false }))
  const strict = configured(new Ajv({ allErrors: true, useDefaults: true, strict: false }))
  return { coerced: (schema) => coerced.compile(bounded(schema)), strict: (schema) => strict.compile(bounded(schema)) }
}

const MOST = 2_147_483_647

/** An integer that a contract sets no bounds to is one that a column of the database holds. */
function bounded<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(bounded) as T
  if (typeof schema !== 'object' || schema === null) return schema
  const parts = Object.entries(schema).map(([name, part]) => [name, bounded(part)] as const)
  const bounds = 'type' in schema && schema.type === 'integer' ? { minimum: -MOST, maximum: MOST } : {}
  return { ...bounds, ...Object.fromEntries(parts) } as T
}

function configured(ajv: Ajv): Ajv {
  addFormats.default(ajv)
  for (const [name, { check }] of Object.entries(FORMATS)) ajv.addFormat(name, check)
  return ajv
}

const MOST_ERRORS = 50

/** Ajv's errors as sentences of the user's language, each at its field. */
export function fieldErrors(errors: readonly ErrorObject[] | null | undefined): FieldError[] {
  return (errors ?? []).slice(0, MOST_ERRORS).map((error) => ({ path: pathOf(error), message: messageOf(error) }))
}

function pathOf(error: ErrorObject): string {
  const missing = error.keyword === 'required' ? `/${String(error.params.missingProperty)}` : ''
  return `${error.instancePath}${missing}`
}

const MESSAGES: Readonly<Record<string, (params: Record<string, unknown>) => string>> = {
  required: () => '这一项必须填写',
  type: (params) => `这一项应当是${TYPE_NAMES[String(params.type)] ?? String(params.type)}`,
  minLength: (params) => (params.limit === 1 ? '这一项必须填写' : `至少填写 ${String(params.limit)} 个字`),
  maxLength: (params) => `最多填写 ${String(params.limit)} 个字`,
  minimum: (params) => `不能小于 ${String(params.limit)}`,
  maximum: (params) => `不能大于 ${String(params.limit)}`,
  minItems: (params) => `至少要有 ${String(params.limit)} 项`,
  maxItems: (params) => `最多只能有 ${String(params.limit)} 项`,
  pattern: () => '格式不正确',
  enum: () => '请从给出的选项中选择',
  const: () => '请从给出的选项中选择',
  anyOf: () => '请从给出的选项中选择',
  additionalProperties: (params) => `多出了不认识的内容“${String(params.additionalProperty)}”`,
  format: (params) => FORMATS[String(params.format)]?.message ?? '格式不正确',
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  integer: '整数',
  boolean: '是或否',
  array: '列表',
  object: '一组内容',
}

export function messageOf(error: Pick<ErrorObject, 'keyword' | 'params'>): string {
  return MESSAGES[error.keyword]?.(error.params as Record<string, unknown>) ?? '填写不正确'
}
