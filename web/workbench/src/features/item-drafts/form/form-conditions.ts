import type { FormSchema } from '@yiwang/forms'
import type { Answer, Question, When } from './question.ts'

interface Read {
  readonly when: When
  readonly isRequired: boolean
}

/** Reads the conditions that are of the shape below; others are handed back. */
export function conditionsIn(allOf: readonly FormSchema[]): { whens: Map<string, Read>; others: FormSchema[] } {
  const whens = new Map<string, Read>()
  const others: FormSchema[] = []
  for (const one of allOf) {
    const found = readCondition(one)
    if (!found || found.targets.some(({ name }) => whens.has(name))) others.push(one)
    else for (const { name, ...read } of found.targets) whens.set(name, read)
  }
  return { whens, others }
}

function readCondition(one: FormSchema): { targets: (Read & { name: string })[] } | undefined {
  const { if: asked, then = {}, else: otherwise = {}, ...more } = one
  const [question, ...further] = Object.keys(asked?.properties ?? {})
  if (question === undefined || further.length > 0 || Object.keys(more).length > 0) return undefined
  const values = valuesIn(asked?.properties?.[question] ?? {})
  const required = then.required ?? []
  const hidden = Object.entries(otherwise.properties ?? {})
  const isOurs =
    values.length > 0 &&
    asked?.required?.join() === question &&
    Object.keys(then).every((key) => key === 'required') &&
    Object.keys(otherwise).every((key) => key === 'properties') &&
    hidden.every(([, schema]) => (schema as unknown) === false)
  if (!isOurs) return undefined
  const names = [...new Set([...required, ...hidden.map(([name]) => name)])]
  const isHidden = (name: string) => hidden.some(([one]) => one === name)
  const targets = names.map((name) => ({
    name,
    isRequired: required.includes(name),
    when: { question, values, otherwise: isHidden(name) ? ('not-asked' as const) : ('optional' as const) },
  }))
  return { targets }
}

function valuesIn(schema: FormSchema): Answer[] {
  const { contains } = schema as { contains?: FormSchema }
  const holder = contains ?? schema
  const values = holder.enum ?? (holder.const === undefined ? [] : [holder.const])
  return values.filter((value): value is Answer => ['string', 'boolean', 'number'].includes(typeof value))
}

/** One condition for all that are asked on the same answers, in the order of the questions. */
export function conditionsOf(questions: readonly Question[]): FormSchema[] {
  const groups = new Map<string, { when: When; targets: Question[] }>()
  for (const question of questions) {
    const { when } = question
    if (!when) continue
    const key = JSON.stringify([when.question, when.values])
    const group = groups.get(key) ?? { when, targets: [] }
    group.targets.push(question)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ when, targets }) => {
    const isMany = questions.find(({ name }) => name === when.question)?.kind === 'many'
    const required = targets.filter((one) => one.isRequired).map(({ name }) => name)
    const hidden = targets.filter((one) => one.when?.otherwise === 'not-asked').map(({ name }) => [name, false])
    const answered = when.values.length === 1 ? { const: when.values[0] } : { enum: [...when.values] }
    return {
      if: {
        properties: { [when.question]: isMany ? { contains: answered } : answered },
        required: [when.question],
      },
      ...(required.length > 0 && { then: { required } }),
      ...(hidden.length > 0 && { else: { properties: Object.fromEntries(hidden) as Record<string, FormSchema> } }),
    }
  })
}
