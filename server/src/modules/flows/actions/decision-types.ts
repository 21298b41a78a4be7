import { evaluate } from 'feelin'
import type { DmnElement } from 'dmn-moddle'
import { scalarNamed } from '../domain/feel-type.ts'
import type { FeelType } from '../domain/feel-type.ts'
import { Finding, childOf, listOf, textOf } from './dmn-elements.ts'

const BASIC = [
  ...['Any', 'number', 'string', 'boolean', 'date', 'time', 'date and time', 'dateTime'],
  ...['days and time duration', 'dayTimeDuration', 'years and months duration', 'yearMonthDuration'],
]

/** The types that a file declares by name, after FEEL's own. @throws Finding */
export function itemTypes(definitions: readonly DmnElement[]): ReadonlyMap<string, FeelType> {
  const types = new Map(BASIC.map((name) => [name, scalarNamed(name)!]))
  const waiting = new Map(definitions.map((definition) => [definition.name ?? '', definition]))
  const typeNamed = (name: string, at: DmnElement): FeelType => {
    const plain = name.replace(/^feel:/, '')
    const known = types.get(plain)
    const definition = waiting.get(plain)
    if (known) return known
    if (!definition) throw new Finding(at, 'typed', `类型“${name}”不认识。`)
    waiting.delete(plain)
    const type = typeOfItem(definition, typeNamed)
    types.set(plain, type)
    return type
  }
  for (const definition of definitions) typeNamed(definition.name ?? '', definition)
  return types
}

function typeOfItem(item: DmnElement, typeNamed: (name: string, at: DmnElement) => FeelType): FeelType {
  const type = typeOfOne(item, typeNamed)
  return item.get('isCollection') === true ? { kind: 'list', of: type } : type
}

function typeOfOne(item: DmnElement, typeNamed: (name: string, at: DmnElement) => FeelType): FeelType {
  const parts = listOf(item, 'itemComponent')
  if (parts.length > 0) {
    return {
      kind: 'context',
      fields: Object.fromEntries(parts.map((part) => [part.name ?? '', typeOfItem(part, typeNamed)])),
    }
  }
  const name = item.get('typeRef')
  if (typeof name !== 'string') throw new Finding(item, 'typed', `类型“${item.name ?? ''}”没有写明（typeRef）。`)
  return narrowed(typeNamed(name, item), allowedValues(childOf(item, 'allowedValues'), item))
}

/** `"High", "Low"`: the values themselves. @throws Finding for anything but a list of values */
export function allowedValues(tests: DmnElement | undefined, at: DmnElement): readonly unknown[] | undefined {
  const text = textOf(tests)
  if (text === '' || text === '-') return undefined
  const isList = /^("(?:[^"\\]|\\.)*"|-?[\d.]+|true|false)(\s*,\s*("(?:[^"\\]|\\.)*"|-?[\d.]+|true|false))*$/.test(text)
  if (!isList) throw new Finding(at, 'allowed-values', `可取的值“${text}”要一个个列出来。`)
  return evaluate(`[${text}]`).value as readonly unknown[]
}

export function narrowed(type: FeelType, allowed: readonly unknown[] | undefined): FeelType {
  if (type.kind !== 'string' || !allowed) return type
  return { kind: 'string', values: allowed.filter((value) => typeof value === 'string') }
}
