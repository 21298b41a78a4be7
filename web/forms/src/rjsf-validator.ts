import {
  type ErrorSchema,
  ErrorSchemaBuilder,
  type RJSFSchema,
  type RJSFValidationError,
  toErrorList,
  type ValidationData,
  type ValidatorType,
} from '@rjsf/utils'
import { type AnswerError, checkAnswers, checkValue } from './check-answers.ts'
import type { Answers, FormSchema } from './form-schema.ts'

/** rjsf's validator over our interpreting one. */
export const rjsfValidator: ValidatorType<Answers, RJSFSchema> = {
  validateFormData(answers, schema): ValidationData<Answers> {
    const errorSchema = errorSchemaOf(checkAnswers(schema as FormSchema, answers ?? {}))
    return { errorSchema, errors: toErrorList(errorSchema) }
  },
  isValid(schema, value, root) {
    return checkValue(schema as FormSchema, value, root as FormSchema).length === 0
  },
  rawValidation<Result>(schema: RJSFSchema, answers?: Answers) {
    const errors = checkAnswers(schema as FormSchema, answers ?? {}).map(rjsfError)
    return { errors: errors as Result[] }
  },
}

/** Errors at their fields, as rjsf wants them. */
export function errorSchemaOf(errors: readonly AnswerError[]): ErrorSchema<Answers> {
  const builder = new ErrorSchemaBuilder<Answers>()
  for (const error of errors) builder.addErrors(error.message, [...error.path])
  return builder.ErrorSchema
}

function rjsfError(error: AnswerError): RJSFValidationError {
  return { name: error.keyword, message: error.message, stack: error.message, property: `.${error.path.join('.')}` }
}
