import { ANY, BOOLEAN, NUMBER, STRING } from './feel-type.ts'
import type { FeelType } from './feel-type.ts'

type Schema = Readonly<Record<string, unknown>>

/** What an item's form (JSON Schema) makes of each answer, as conditions and tables see it: dates are texts there. */
export function typesOfForm(form: Schema): Record<string, FeelType> {
  const properties = isSchema(form.properties) ? form.properties : {}
  return Object.fromEntries(Object.entries(properties).map(([name, question]) => [name, typeOfAnswer(question)]))
}

function typeOfAnswer(question: unknown): FeelType {
  if (!isSchema(question)) return ANY
  switch (plainTypeOf(question)) {
    case 'number':
    case 'integer':
      return NUMBER
    case 'boolean':
      return BOOLEAN
    case 'string':
      return textOf(question)
    case 'array':
      return { kind: 'list', of: typeOfAnswer(question.items) }
    case 'object':
      return { kind: 'context', fields: typesOfForm(question) }
    default:
      return ANY
  }
}

/** `["string", "null"]` is a text that may be left out, which every answer may. */
function plainTypeOf({ type }: Schema): unknown {
  if (!Array.isArray(type)) return type
  const kinds = type.filter((kind) => kind !== 'null')
  return kinds.length === 1 ? kinds[0] : undefined
}

function textOf({ enum: listed, const: only, oneOf }: Schema): FeelType {
  const choices = Array.isArray(oneOf) ? oneOf.map((one) => (isSchema(one) ? one.const : undefined)) : undefined
  const values = Array.isArray(listed) ? listed : (choices ?? (only === undefined ? undefined : [only]))
  const isClosed = values?.every((value) => typeof value === 'string')
  return values && isClosed ? { kind: 'string', values } : STRING
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
