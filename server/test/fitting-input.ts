import fc from 'fast-check'
import type { TSchema } from 'typebox'

interface Shape {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly TSchema[]
  readonly properties?: Readonly<Record<string, TSchema>>
  readonly items?: TSchema
  readonly pattern?: string
  readonly format?: string
  readonly minLength?: number
  readonly minimum?: number
  readonly default?: unknown
}

/** What real values a field of this name has here, in the order in which they are tried. */
export type RealValues = Readonly<Record<string, readonly unknown[]>>

/**
 * One input that fits a contract, made to reach what is really there: fields are filled by their names where a real value is known.
 * @param turn which of several real values, or of several shapes
 */
export function fittingInput(schema: TSchema, real: RealValues, turn: number): unknown {
  return valueOf('', schema, { real, turn })
}

function valueOf(name: string, shape: Shape, of: { real: RealValues; turn: number }): unknown {
  const known = of.real[name] ?? []
  if (shape.const !== undefined) return shape.const
  if (shape.enum) return shape.enum.find((one) => known.includes(one)) ?? shape.enum[of.turn % shape.enum.length]
  if (shape.anyOf) {
    const parts = shape.anyOf as readonly Shape[]
    return valueOf(name, parts.find((part) => known.includes(part.const)) ?? parts[of.turn % parts.length]!, of)
  }
  if (known.length > 0 && shape.type !== 'array') return known[of.turn % known.length]
  switch (shape.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.properties ?? {}).map(([key, part]) => [key, valueOf(key, part as Shape, of)]),
      )
    case 'array':
      return [valueOf(name, shape.items ?? {}, of)]
    case 'integer':
    case 'number':
      return shape.minimum ?? 1
    case 'boolean':
      return of.turn % 2 === 0
    case 'string':
      return textOf(shape, of.turn)
    default:
      return {}
  }
}

function textOf({ pattern, format, minLength = 1 }: Shape, turn: number): string {
  if (format === 'date') return '2026-11-23'
  if (format === 'date-time') return '2026-11-23T01:00:00Z'
  if (format === 'citizen-id') return '999999200001010628'
  if (format === 'phone') return '13900000009'
  if (pattern !== undefined) return fc.sample(fc.stringMatching(new RegExp(pattern)), { seed: turn, numRuns: 1 })[0]!
  return '另一处的事'.repeat(Math.ceil(minLength / 5))
}
