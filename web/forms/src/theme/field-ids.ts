import type { FieldProblem } from '@yiwang/ui'
import type { AnswerError } from '../check-answers.ts'
import { answersPrefix } from '../parse-form-post.ts'

export const idSeparator = '-'

/** The id of a field's input (of the first of a group), so that a summary of errors can lead to it. */
export function fieldIdOf(path: readonly string[]): string {
  return [answersPrefix, ...path].join(idSeparator)
}

/** The errors as the summary at the top of a page lists them. */
export function fieldProblems(errors: readonly AnswerError[]): FieldProblem[] {
  return errors.map((error) => ({ fieldId: fieldIdOf(error.path), message: error.message }))
}
