/** The keywords of JSON Schema 2020-12 that forms use. */
export interface FormSchema {
  $schema?: string
  $ref?: string
  $defs?: Readonly<Record<string, FormSchema>>
  type?: FormType | readonly FormType[]
  title?: string
  description?: string
  default?: unknown
  const?: unknown
  enum?: readonly unknown[]
  format?: string
  properties?: Readonly<Record<string, FormSchema>>
  required?: readonly string[]
  items?: FormSchema | boolean
  minItems?: number
  maxItems?: number
  allOf?: readonly FormSchema[]
  anyOf?: readonly FormSchema[]
  oneOf?: readonly FormSchema[]
  if?: FormSchema
  then?: FormSchema
  else?: FormSchema
  dependentSchemas?: Readonly<Record<string, FormSchema>>
  readonly [keyword: string]: unknown
}

export type FormType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null'

/** An item's form as the catalogue gives it: what is asked, how it is shown, in which steps. */
export interface ItemFormDefinition {
  readonly schema: FormSchema
  /** rjsf's `ui:…` hints; none of them changes what is valid */
  readonly uiSchema: Readonly<Record<string, unknown>>
  /** one topic a step; each names fields of the schema's top level */
  readonly sections: readonly FormSection[]
}

export interface FormSection {
  readonly id: string
  readonly title: string
  readonly fields: readonly string[]
}

/** What the applicant filled in; its shape is the schema's. */
export type Answers = Readonly<Record<string, unknown>>

/** Resolves `$ref` inside the form's own `$defs`; a form refers to nothing outside itself. */
export function resolved(schema: FormSchema, root: FormSchema): FormSchema {
  if (schema.$ref === undefined) return schema
  const target = atPointer(root, schema.$ref)
  if (target === undefined) return schema
  const { $ref: _, ...beside } = schema
  return { ...resolved(target, root), ...beside }
}

export function typeOf(schema: FormSchema): FormType | undefined {
  if (typeof schema.type === 'string') return schema.type
  if (schema.type !== undefined) return schema.type.find((type) => type !== 'null')
  if (schema.properties !== undefined) return 'object'
  if (schema.items !== undefined) return 'array'
  const sample = schema.const ?? schema.enum?.[0] ?? schema.oneOf?.[0]?.const
  return typeof sample === 'string' ? 'string' : typeof sample === 'number' ? 'number' : undefined
}

/** Choices of a field, with the words for them. */
export function choicesOf(schema: FormSchema): { value: unknown; title: string }[] | undefined {
  if (schema.enum !== undefined) return schema.enum.map((value) => ({ value, title: String(value) }))
  const options = schema.oneOf ?? schema.anyOf
  if (options === undefined || options.some((one) => one.const === undefined)) return undefined
  return options.map((one) => ({ value: one.const, title: one.title ?? String(one.const) }))
}

/**
 * All fields that an object may have, with those that only some answers bring (`if`/`then`/`else`, `allOf`,
 * `dependentSchemas`): a field stated in several places keeps the keywords of all of them.
 */
export function fieldsOf(schema: FormSchema, root: FormSchema): Map<string, FormSchema> {
  const fields = new Map<string, FormSchema>()
  const whole = resolved(schema, root)
  const parts = [
    ...(whole.allOf ?? []),
    ...(whole.then === undefined ? [] : [whole.then]),
    ...(whole.else === undefined ? [] : [whole.else]),
    ...Object.values(whole.dependentSchemas ?? {}),
    ...[...(whole.oneOf ?? []), ...(whole.anyOf ?? [])].filter((one) => one.properties !== undefined),
  ]
  for (const [name, field] of Object.entries(whole.properties ?? {})) fields.set(name, resolved(field, root))
  for (const part of parts) {
    for (const [name, field] of fieldsOf(part, root)) fields.set(name, { ...field, ...fields.get(name) })
  }
  return fields
}

function atPointer(root: FormSchema, reference: string): FormSchema | undefined {
  const steps = reference.replace(/^#\/?/, '').split('/').filter(Boolean)
  let found: unknown = root
  for (const step of steps) {
    const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof found !== 'object' || found === null) return undefined
    found = (found as Record<string, unknown>)[name]
  }
  return found as FormSchema | undefined
}
