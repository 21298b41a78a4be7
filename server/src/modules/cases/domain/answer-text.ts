/** One question of an item's form, as far as its answer is to be read by a person. */
export interface Question {
  readonly oneOf?: readonly { readonly const: unknown; readonly title?: string }[]
  readonly items?: Question
}

/** An answer in words: a choice by its title, a list by its parts, yes and no in Chinese. */
export function answerText(question: Question | undefined, answer: unknown): string {
  if (answer === undefined || answer === null) return ''
  if (Array.isArray(answer)) return answer.map((one) => answerText(question?.items, one)).join('、')
  if (typeof answer === 'boolean') return answer ? '是' : '否'
  return question?.oneOf?.find((choice) => choice.const === answer)?.title ?? String(answer)
}

/** The answers that were given, in words, in the order in which the form asks. */
export function answerRows(
  questions: Readonly<Record<string, Question & { readonly title?: string }>>,
  answers: Readonly<Record<string, unknown>>,
): { label: string; value: string }[] {
  return Object.entries(questions).flatMap(([name, question]) => {
    const value = answerText(question, answers[name])
    return value === '' ? [] : [{ label: question.title ?? name, value }]
  })
}
