import type { DmnElement } from 'dmn-moddle'
import type { FlowProblem } from '../contract/flow-problem.ts'
import { FeelTypeError } from './infer-feel-type.ts'

/** What is wrong at one element; the reading of this element ends. */
export class Finding extends Error {
  readonly element: DmnElement
  readonly rule: string

  constructor(element: DmnElement, rule: string, message: string) {
    super(message)
    this.element = element
    this.rule = rule
  }

  /** What `read` gives; what it says of types is put behind the words for the place. */
  static from<T>(element: DmnElement, { rule, place }: { rule: string; place: string }, read: () => T): T {
    try {
      return read()
    } catch (error) {
      if (error instanceof FeelTypeError) throw new Finding(element, rule, `${place}：${error.message}。`)
      throw error
    }
  }
}

export function foundAt(element: DmnElement, rule: string, message: string): FlowProblem {
  const named = nearestNamed(element)
  return {
    ...(element.id ? { elementId: element.id } : {}),
    ...(named?.name ? { elementName: named.name } : {}),
    rule,
    message: named?.name ? `“${named.name}”${message}` : message,
  }
}

function nearestNamed(element: DmnElement): DmnElement | undefined {
  for (let one: DmnElement | undefined = element; one; one = one.$parent) {
    if (one.$type === 'dmn:Decision' || one.$type === 'dmn:InputData' || one.$type === 'dmn:BusinessKnowledgeModel')
      return one
  }
  return element.name ? element : undefined
}

export function listOf(element: DmnElement, property: string): readonly DmnElement[] {
  return (element.get(property) as readonly DmnElement[] | undefined) ?? []
}

export function childOf(element: DmnElement, property: string): DmnElement | undefined {
  return element.get(property) as DmnElement | undefined
}

/** The FEEL text of an expression or of tests. */
export function textOf(element: DmnElement | undefined): string {
  const text = element?.get('text')
  return typeof text === 'string' ? text.trim() : ''
}
