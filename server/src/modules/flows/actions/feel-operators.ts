import { ANY, NULL, NUMBER, STRING, isDuration, isTemporal } from '../domain/feel-type.ts'
import type { FeelType } from '../domain/feel-type.ts'

/** Of what type `left operator right` is; undefined where FEEL has no such operation. */
export function resultOfArithmetic(operator: string, left: FeelType, right: FeelType): FeelType | undefined {
  if (left.kind === 'any' || right.kind === 'any') return ofUnknown(operator, left, right)
  // What is computed of nothing is nothing: FEEL says so, and the reference suite asks for it.
  if (left.kind === 'null' || right.kind === 'null') return NULL
  if (left.kind === 'number' && right.kind === 'number') return NUMBER
  if (left.kind === 'string' && right.kind === 'string') return operator === '+' ? STRING : undefined
  if (operator === '+' || operator === '-') return sumOf(operator, left, right)
  if (isDuration(left) && right.kind === 'number') return operator === '*' || operator === '/' ? left : undefined
  if (left.kind === 'number' && isDuration(right)) return operator === '*' ? right : undefined
  return undefined
}

/** A number is added to a number or not at all; what it multiplies may be a duration. */
function ofUnknown(operator: string, left: FeelType, right: FeelType): FeelType {
  const hasNumber = left.kind === 'number' || right.kind === 'number'
  return hasNumber && operator !== '*' && operator !== '/' ? NUMBER : ANY
}

function sumOf(operator: string, left: FeelType, right: FeelType): FeelType | undefined {
  if (isTemporal(left) && isDuration(right)) return left
  if (isDuration(left) && left.kind === right.kind) return left
  if (operator === '+' && isDuration(left) && isTemporal(right)) return right
  if (operator === '-' && isTemporal(left) && left.kind === right.kind) return { kind: 'days and time duration' }
  return undefined
}

const DATE_PARTS = new Set(['year', 'month', 'day', 'weekday'])
const TIME_PARTS = new Set(['hour', 'minute', 'second'])
const DURATION_PARTS = new Set(['years', 'months', 'days', 'hours', 'minutes', 'seconds'])

/** `loan.amount`, `openedOn.year`; of a list, the property of each in it. */
export function typeOfProperty(type: FeelType, name: string): FeelType | undefined {
  if (type.kind === 'any') return ANY
  if (type.kind === 'context') return Object.hasOwn(type.fields, name) ? type.fields[name] : undefined
  if (type.kind === 'list') {
    const each = typeOfProperty(type.of, name)
    return each && { kind: 'list', of: each }
  }
  const hasDate = type.kind === 'date' || type.kind === 'date and time'
  const hasTime = type.kind === 'time' || type.kind === 'date and time'
  if (hasDate && DATE_PARTS.has(name)) return NUMBER
  if (hasTime && TIME_PARTS.has(name)) return NUMBER
  return isDuration(type) && DURATION_PARTS.has(name) ? NUMBER : undefined
}
