import { divisionLevel } from '../../../kernel/division-code.ts'
import { continuesCode, divisionKind, normalizeDivisionCode } from './division.ts'
import type { Division } from './division.ts'

/** A row that the file offers and that can't be taken, with the place in the file and the reason in Chinese. */
export interface RefusedDivision {
  readonly at: string
  readonly code: string
  readonly reason: string
}

export interface DivisionFile {
  readonly source?: string
  readonly divisions: readonly Division[]
  readonly refused: readonly RefusedDivision[]
  /** Rows that repeat their parent under the same code (cities without counties), dropped. */
  readonly folded: number
}

interface Place {
  readonly at: string
  readonly parent?: Division
}

/**
 * Reads a file of divisions: a tree under `roots` or `provinces` (or a bare list of trees), with the places above the
 * roots under `ancestors`. Rows that do not hold together are named, not guessed at.
 */
export function readDivisionFile(content: unknown): DivisionFile {
  const reading: Reading = { divisions: new Map(), refused: [], folded: 0 }
  const file = isRecord(content) ? content : { roots: content }
  for (const [index, node] of listOf(file.ancestors).entries()) {
    takeNode(reading, node, placeOf(reading, node, `ancestors[${index}]`))
  }
  const key = Array.isArray(file.provinces) ? 'provinces' : 'roots'
  if (!Array.isArray(file[key])) {
    return { ...result(reading), refused: [{ at: '/', code: '', reason: '文件里没有 roots 或 provinces 列表' }] }
  }
  for (const [index, node] of listOf(file[key]).entries()) {
    takeTree(reading, node, placeOf(reading, node, `${key}[${index}]`))
  }
  return { ...(typeof file.source === 'string' ? { source: file.source } : {}), ...result(reading) }
}

/** Where the parent of a root is, by its code: among the ancestors, or in the register (then it is checked at import). */
export function parentCodeOf(code: string): string | undefined {
  const level = divisionLevel(code)
  if (level === 1) return undefined
  if (level === 2) return `${code.slice(0, 2)}0000`
  if (level === 3) return `${code.slice(0, 4)}00`
  return code.slice(0, level === 4 ? 6 : 9)
}

interface Reading {
  readonly divisions: Map<string, Division>
  readonly refused: RefusedDivision[]
  folded: number
}

function result(reading: Reading): Pick<DivisionFile, 'divisions' | 'refused' | 'folded'> {
  return { divisions: [...reading.divisions.values()], refused: reading.refused, folded: reading.folded }
}

function placeOf(reading: Reading, node: unknown, at: string): Place {
  const code = isRecord(node) && typeof node.code === 'string' ? normalizeDivisionCode(node.code) : undefined
  const parent = code === undefined ? undefined : reading.divisions.get(parentCodeOf(code) ?? '')
  return parent ? { at, parent } : { at }
}

function takeTree(reading: Reading, node: unknown, place: Place): void {
  const taken = takeNode(reading, node, place)
  if (!taken || !isRecord(node)) return
  for (const [index, child] of listOf(node.children).entries()) {
    takeTree(reading, child, { at: `${place.at}.children[${index}]`, parent: taken })
  }
}

/** The division of this node, or the parent itself where the node only repeats it; undefined when it is refused. */
function takeNode(reading: Reading, node: unknown, { at, parent }: Place): Division | undefined {
  const refuse = (code: string, reason: string): undefined => {
    reading.refused.push({ at, code, reason })
  }
  if (!isRecord(node)) return refuse('', '不是一个区划对象')
  const name = typeof node.name === 'string' ? node.name.trim() : ''
  const code = typeof node.code === 'string' ? normalizeDivisionCode(node.code) : undefined
  if (code === undefined) return refuse(String(node.code), '区划代码应为2、4、6、9或12位数字')
  if (name === '' || [...name].length > 60) return refuse(code, '名称为空或超过60个字')
  if (parent && parent.code === code) {
    reading.folded += 1
    return parent
  }
  if (parent && !continuesCode(code, parent.code)) return refuse(code, `代码与上级 ${parent.code} 不相承`)
  if (reading.divisions.has(code)) return refuse(code, '代码在文件中重复')
  const above = parent?.code ?? parentCodeOf(code)
  const division: Division = {
    code,
    name,
    level: divisionLevel(code),
    kind: divisionKind(code, name),
    ...(above === undefined ? {} : { parent: above }),
  }
  reading.divisions.set(code, division)
  return division
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
