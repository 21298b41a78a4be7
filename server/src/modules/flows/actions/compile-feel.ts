import { evaluate, isFunction, parseUnaryTests } from 'feelin'
import type { FeelFunction } from 'feelin'
import type { CellTest, FeelCode } from '../domain/decision.ts'

/** The name under which a cell's test finds the value of its column; nobody writes it. */
const COLUMN = '_column_'

/** FEEL, parsed once, on the names of its file in their order. The text has been held against its types before. */
export function compileFeel(text: string, names: readonly string[]): FeelCode {
  const invoke = compile(text, names)
  return { text, read: (values) => plainNull(invoke(values)) }
}

/** `> 5`, `"a","b"`, `[1..5)`, `not(…)`, `-`: FEEL's `in` says the same of a named value. */
export function compileUnaryTests(text: string, names: readonly string[], id: string): CellTest {
  const root = parseUnaryTests(text, Object.fromEntries(names.map((name) => [name, null])), undefined).topNode
  const first = root.firstChild!
  if (first.name === 'Wildcard') return { id, text, holds: () => true }
  const isNegated = first.name === 'not'
  const tests = root.getChild('PositiveUnaryTests')!
  const inner = text.slice(tests.from, tests.to)
  const invoke = compile(`${COLUMN} in (${inner}\n)`, [...names, COLUMN])
  return {
    id,
    text,
    holds: (value, values) => invoke([...names.map((_, at) => values[at] ?? null), value]) === !isNegated,
  }
}

function compile(text: string, names: readonly string[]): (values: readonly unknown[]) => unknown {
  const { value, warnings } = evaluate(`function(${names.join(', ')}) (${text}\n)`)
  if (!isFunction(value)) throw new Error(`not an expression: ${text}`)
  const compiled: FeelFunction = value
  return (values) => {
    const result: unknown = compiled.invoke(values.slice())
    // feelin adds a warning at every call that misses a value, to the list that it gave back when it compiled.
    warnings.length = 0
    return result
  }
}

function plainNull(value: unknown): unknown {
  return value === undefined || (typeof value === 'number' && !Number.isFinite(value)) ? null : value
}
