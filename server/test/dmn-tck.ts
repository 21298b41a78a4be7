import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { evaluate } from 'feelin'
import { parseDecision } from '../src/modules/flows/actions/parse-decision.ts'
import { feelOf, plainOf } from '../src/modules/flows/actions/feel-values.ts'
import { checkDecision } from '../src/modules/flows/domain/check-decision.ts'
import { decideAll } from '../src/modules/flows/domain/decision.ts'

const HOME = join(import.meta.dirname, '../../data/conformance/dmn-tck/compliance-level-2')

/** What became of one reference model: run on all its cases, or refused as it would be when it is published. */
export interface TckResult {
  readonly model: string
  readonly refusals: readonly string[]
  readonly passed: number
  readonly failures: readonly string[]
}

export function listTckModels(): string[] {
  return readdirSync(HOME).toSorted()
}

export async function runTckModel(model: string): Promise<TckResult> {
  const { model: parsed, problems } = await parseDecision(readFileSync(join(HOME, model, `${model}.dmn`), 'utf8'))
  const refusals = [...problems, ...(parsed ? checkDecision(parsed) : [])].map(({ message }) => message)
  if (!parsed || refusals.length > 0) return { model, refusals, passed: 0, failures: [] }
  const outcomes = readCases(model).map(({ id, given, decision, expected }) => {
    const inputs = Object.fromEntries(
      parsed.inputs.map(({ name, type }) => [name, feelOf(given[name] ?? null, type)] as const),
    )
    const result = plainOf(decideAll(parsed, inputs).values[decision] ?? null)
    return isSame(result, expected)
      ? undefined
      : `${id}: ${JSON.stringify(result)} instead of ${JSON.stringify(expected)}`
  })
  const failures = outcomes.filter((outcome) => outcome !== undefined)
  return { model, refusals, passed: outcomes.length - failures.length, failures }
}

interface TckCase {
  readonly id: string
  readonly given: Readonly<Record<string, unknown>>
  readonly decision: string
  readonly expected: unknown
}

function readCases(model: string): TckCase[] {
  const root = readXml(readFileSync(join(HOME, model, `${model}-test-01.xml`), 'utf8'))
  return all(root, 'testCase').flatMap((test) => {
    const given = Object.fromEntries(all(test, 'inputNode').map((node) => [node.attributes.name!, valueOf(node)]))
    return all(test, 'resultNode').map((node) => ({
      id: test.attributes.id ?? '',
      given,
      decision: node.attributes.name!,
      expected: valueOf(all(node, 'expected')[0]!),
    }))
  })
}

/** Numbers to eight places: the suite writes some with more digits than a double holds. */
function isSame(result: unknown, expected: unknown): boolean {
  if (typeof result === 'number' && typeof expected === 'number') return Math.abs(result - expected) < 1e-8
  if (Array.isArray(result) && Array.isArray(expected)) {
    return result.length === expected.length && result.every((one, at) => isSame(one, expected[at]))
  }
  if (isRecord(result) && isRecord(expected)) {
    const names = new Set([...Object.keys(result), ...Object.keys(expected)])
    return [...names].every((name) => isSame(result[name], expected[name]))
  }
  return result === expected
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function valueOf(node: Xml): unknown {
  const list = all(node, 'list')[0]
  if (list) return all(list, 'item').map(valueOf)
  const components = all(node, 'component')
  if (components.length > 0) return Object.fromEntries(components.map((part) => [part.attributes.name!, valueOf(part)]))
  const value = all(node, 'value')[0]
  if (!value || value.attributes['xsi:nil'] === 'true') return null
  const type = value.attributes['xsi:type']?.replace(/^.*:/, '')
  if (type === 'boolean') return value.text === 'true'
  if (type === 'decimal' || type === 'double' || type === 'integer') return evaluate(value.text.trim()).value
  return value.text
}

interface Xml {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Xml[]
  text: string
}

function all(node: Xml, tag: string): Xml[] {
  return node.children.filter((child) => child.tag === tag)
}

/** Enough of XML for the suite's case files: elements, attributes, text. */
function readXml(source: string): Xml {
  const open: Xml[] = [{ tag: '', attributes: {}, children: [], text: '' }]
  const pieces = source.replaceAll(/<\?.*?\?>|<!--.*?-->/gs, '').matchAll(/<(\/?)([\w:.-]+)([^>]*?)(\/?)>|([^<]+)/g)
  for (const [, closing, tag, attributes = '', isEmpty, text] of pieces) {
    if (text !== undefined) open.at(-1)!.text += decoded(text)
    else if (closing) open.pop()
    else {
      const pairs = [...attributes.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, decoded(value!)])
      const node: Xml = {
        tag: tag!,
        attributes: Object.fromEntries(pairs) as Record<string, string>,
        children: [],
        text: '',
      }
      open.at(-1)!.children.push(node)
      if (!isEmpty) open.push(node)
    }
  }
  return open[0]!.children[0]!
}

function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}
