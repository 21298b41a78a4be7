import { ANY, BOOLEAN, NUMBER, STRING, agree, scalarNamed, titleOfType } from '../domain/feel-type.ts'
import type { FeelType } from '../domain/feel-type.ts'

interface Signature {
  readonly takes: readonly FeelType[]
  /** How many of them must be there. */
  readonly least?: number
  /** Takes its first kind any number of times, or one list of it. */
  readonly isOfMany?: boolean
  readonly gives: FeelType
}

const LIST: FeelType = { kind: 'list', of: ANY }
const DATE = scalarNamed('date')!
const numeric: Signature = { takes: [NUMBER], gives: NUMBER }
const textual: Signature = { takes: [STRING, STRING], gives: BOOLEAN }
const rounding: Signature = { takes: [NUMBER, NUMBER], gives: NUMBER }
const ofNumbers: Signature = { takes: [NUMBER], isOfMany: true, gives: NUMBER }
const ofBooleans: Signature = { takes: [BOOLEAN], isOfMany: true, gives: BOOLEAN }

/** The functions that conditions and tables may call. What reads the machine's clock is not among them. */
const FUNCTIONS: Readonly<Record<string, Signature>> = {
  not: { takes: [BOOLEAN], gives: BOOLEAN },
  abs: numeric,
  floor: { ...rounding, least: 1 },
  ceiling: { ...rounding, least: 1 },
  decimal: rounding,
  'round up': rounding,
  'round down': rounding,
  'round half up': rounding,
  modulo: rounding,
  sum: ofNumbers,
  mean: ofNumbers,
  min: ofNumbers,
  max: ofNumbers,
  all: ofBooleans,
  any: ofBooleans,
  count: { takes: [LIST], gives: NUMBER },
  'list contains': { takes: [LIST, ANY], gives: BOOLEAN },
  contains: textual,
  'starts with': textual,
  'ends with': textual,
  matches: textual,
  'string length': { takes: [STRING], gives: NUMBER },
  'upper case': { takes: [STRING], gives: STRING },
  'lower case': { takes: [STRING], gives: STRING },
  substring: { takes: [STRING, NUMBER, NUMBER], least: 2, gives: STRING },
  string: { takes: [ANY], gives: STRING },
  number: { takes: [STRING], gives: NUMBER },
  date: { takes: [STRING], gives: DATE },
  time: { takes: [STRING], gives: scalarNamed('time')! },
  'date and time': { takes: [STRING], gives: scalarNamed('date and time')! },
  duration: { takes: [STRING], gives: scalarNamed('days and time duration')! },
  'years and months duration': { takes: [ANY, DATE], least: 1, gives: scalarNamed('years and months duration')! },
}

/** Of what type a call is. @throws what `refusal` makes of a sentence */
export function resultOfCall(name: string, given: readonly FeelType[], refusal: (sentence: string) => Error): FeelType {
  if (name === 'now' || name === 'today') throw refusal(`不能用 ${name}()，要比较日期请声明变量`)
  if (!Object.hasOwn(FUNCTIONS, name)) throw refusal(`不支持函数“${name}”`)
  const { takes, least, isOfMany, gives } = FUNCTIONS[name]!
  const wanted = isOfMany ? manyOf(takes[0]!, given) : takes
  const most = wanted.length
  if (given.length < (isOfMany ? 1 : (least ?? most)) || given.length > most) {
    throw refusal(`${name}() 的参数个数不对`)
  }
  given.forEach((type, index) => {
    if (agree(type, wanted[index]!) && type.kind !== 'null') return
    throw refusal(`${name}() 的第 ${index + 1} 个参数要${titleOfType(wanted[index]!)}，给的是${titleOfType(type)}`)
  })
  return gives
}

function manyOf(each: FeelType, given: readonly FeelType[]): readonly FeelType[] {
  if (given.length === 1 && given[0]!.kind !== each.kind) return [{ kind: 'list', of: each }]
  return given.map(() => each)
}
