import type { ModdleElement } from 'bpmn-moddle'
import type { FlowProblem } from '../contract/flow-problem.ts'
import { problemAt } from '../domain/problem-at.ts'
import { KNOWN_PROPERTIES, titleOf } from './supported-elements.ts'

/** A property that we do not read would be ignored when the flow runs, so it is refused; its default says nothing. */
export function checkProperties(element: ModdleElement, place: ModdleElement = element): FlowProblem[] {
  const known = KNOWN_PROPERTIES.get(element.$type) ?? new Set()
  const own = Object.keys(element).filter((name) => !name.startsWith('$') && !isDefault(element, name))
  return [...own, ...foreignAttributes(element)]
    .filter((name) => !known.has(name))
    .map((name) => {
      const message = `${titleOf(element.$type)}上的“${name}”不支持，请删去。`
      return problemAt(shown(place), 'unsupported-property', message)
    })
}

function isDefault(element: ModdleElement, name: string): boolean {
  const property = element.$descriptor.propertiesByName[name]
  return property?.default !== undefined && property.default === element.get(name)
}

function foreignAttributes(element: ModdleElement): string[] {
  return Object.keys(element.$attrs).filter((name) => name !== 'xmlns' && !name.startsWith('xmlns:'))
}

export function unsupported(element: ModdleElement, place: ModdleElement = element): FlowProblem {
  return problemAt(shown(place), 'unsupported', `不支持${titleOf(element.$type)}，请改用支持的元素。`)
}

export function shown(element: ModdleElement): { id: string; name: string } {
  return { id: element.id ?? element.$type, name: (element.name ?? '').replace(/\s+/g, ' ').trim() }
}

export function elementOf(element: ModdleElement, property: string): ModdleElement | undefined {
  return element.get(property) as ModdleElement | undefined
}

export function listOf(element: ModdleElement, property: string): readonly ModdleElement[] {
  return (element.get(property) as readonly ModdleElement[] | undefined) ?? []
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function wordsOf(value: unknown): string[] {
  return textOf(value)
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}
