import { answersPrefix } from '../parse-form-post.ts'

export const idSeparator = '-'

/** The id of a field's input (or of its group), so that a summary of errors can lead to it. */
export function fieldIdOf(path: readonly string[]): string {
  return [answersPrefix, ...path].join(idSeparator)
}

export const errorIdOf = (fieldId: string) => `${fieldId}__error`
export const helpIdOf = (fieldId: string) => `${fieldId}__help`
export const descriptionIdOf = (fieldId: string) => `${fieldId}__description`
