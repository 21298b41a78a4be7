import { isNeeded, type Material, type ServiceItem } from '@yiwang/server/contract/catalogue'
import { type SituationQuestion, situationAnswers, situationQuestions } from '../../shared/items/situation.ts'
import { guideMessages } from './messages.ts'

const say = guideMessages.situation

export interface GuideSituation {
  readonly questions: readonly SituationQuestion[]
  /** Values as the page's form has them, by question. */
  readonly chosen: Readonly<Record<string, readonly string[]>>
  /** What was answered, in words. */
  readonly words: readonly string[]
  /** Materials that these answers call for, and those that still depend on one. */
  readonly materials: readonly Material[]
  /** In words, by material: on what it still depends. */
  readonly dependsOn: Readonly<Record<string, string>>
  readonly spared: number
  /** For the address of the application: `?question=value`, or nothing. */
  readonly query: string
}

/** 情形引导 on a guide: some questions, and what they leave of the materials. */
export function situationOf(item: ServiceItem, query: URLSearchParams): GuideSituation {
  const questions = situationQuestions(item)
  const answers = situationAnswers(questions, query)
  const isOpen = ({ neededWhen }: Material) => neededWhen !== undefined && !(neededWhen.question in answers)
  const materials = item.materials.filter((material) => isOpen(material) || isNeeded(material, answers))
  const chosen = questions.map(({ name, choices }) => {
    const given = query.getAll(name)
    return [name, choices.filter(({ value }) => given.includes(value))] as const
  })
  const pairs = chosen.flatMap(([name, choices]) => choices.map(({ value }): [string, string] => [name, value]))
  return {
    questions,
    chosen: Object.fromEntries(chosen.map(([name, choices]) => [name, choices.map(({ value }) => value)])),
    words: chosen
      .filter(([, choices]) => choices.length > 0)
      .map(([name, choices]) => say.answered(titleIn(questions, name), choices.map(({ title }) => title).join('、'))),
    materials,
    dependsOn: Object.fromEntries(
      materials.filter(isOpen).map((material) => [material.id, words(material, questions)]),
    ),
    spared: item.materials.length - materials.length,
    query: pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`,
  }
}

function words({ neededWhen }: Material, questions: readonly SituationQuestion[]): string {
  if (!neededWhen) return ''
  const asked = questions.find(({ name }) => name === neededWhen.question)
  const titles = (asked?.choices ?? [])
    .filter(({ answer }) => neededWhen.values.includes(answer))
    .map(({ title }) => title)
  return say.neededWhen(asked?.title ?? '', titles.join('、'))
}

function titleIn(questions: readonly SituationQuestion[], name: string): string {
  return questions.find((one) => one.name === name)?.title ?? name
}
