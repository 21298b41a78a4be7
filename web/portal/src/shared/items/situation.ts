import type { ServiceItem } from '@yiwang/server/contract/catalogue'
import { itemMessages as say } from './messages.ts'

type Item = Pick<ServiceItem, 'form' | 'materials'>

/** A question of the item's form on whose answer materials depend, as a page can ask it by itself. */
export interface SituationQuestion {
  readonly name: string
  readonly title: string
  readonly isMany: boolean
  readonly choices: readonly { readonly value: string; readonly title: string; readonly answer: string | boolean }[]
}

/** 情形: the questions that decide which materials are needed; none where all are. */
export function situationQuestions({ form, materials }: Item): SituationQuestion[] {
  const asked = new Set(materials.flatMap(({ neededWhen }) => (neededWhen ? [neededWhen.question] : [])))
  const questions = Object.entries((form.schema['properties'] ?? {}) as Record<string, Schema>)
  return questions.flatMap(([name, schema]) => {
    if (!asked.has(name)) return []
    const isMany = schema.type === 'array'
    const choices = schema.type === 'boolean' ? yesOrNo() : offered((isMany ? schema.items : schema) ?? {})
    return choices.length === 0 ? [] : [{ name, title: schema.title ?? name, isMany, choices }]
  })
}

interface Schema {
  readonly type?: string
  readonly title?: string
  readonly items?: Schema
  readonly enum?: readonly unknown[]
  readonly oneOf?: readonly { readonly const?: unknown; readonly title?: string }[]
}

function yesOrNo(): SituationQuestion['choices'] {
  return [
    { value: 'true', title: say.yes, answer: true },
    { value: 'false', title: say.no, answer: false },
  ]
}

function offered({ enum: listed, oneOf }: Schema): SituationQuestion['choices'] {
  const choices = oneOf ?? listed?.map((value) => ({ const: value, title: String(value) })) ?? []
  return choices.flatMap(({ const: answer, title }) =>
    typeof answer === 'string' ? [{ value: answer, title: title ?? answer, answer }] : [],
  )
}

/** What an address answers to them; what it answers besides is not heard. */
export function situationAnswers(
  questions: readonly SituationQuestion[],
  query: URLSearchParams,
): Record<string, string | boolean | string[]> {
  const answers = questions.flatMap(({ name, isMany, choices }) => {
    const given = query.getAll(name)
    const chosen = choices.filter(({ value }) => given.includes(value)).map(({ answer }) => answer)
    if (chosen.length === 0) return []
    return [[name, isMany ? chosen.map(String) : chosen[0]!] as const]
  })
  return Object.fromEntries(answers)
}
