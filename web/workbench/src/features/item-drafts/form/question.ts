import type { FormSchema } from '@yiwang/forms'
import type { Path } from '../field-shape.ts'

export type Answer = string | boolean | number

/** 情形: a question is asked only where another was answered so; or is always asked, and must be answered only then. */
export interface When {
  readonly question: string
  readonly values: readonly Answer[]
  readonly otherwise: 'not-asked' | 'optional'
}

/** What a question is to its writer; `other` is asked and checked as it is, and cannot be changed here. */
export const QUESTION_KINDS = [
  'text',
  'long-text',
  'integer',
  'number',
  'date',
  'one',
  'many',
  'yes-no',
  'confirm',
  'citizen-id',
  'credit-code',
  'phone',
  'other',
] as const
export type QuestionKind = (typeof QUESTION_KINDS)[number]

/** What the platform knows of who applies; a question that names one of these comes filled in. */
export const KNOWN = ['name', 'code', 'phone', 'agentName', 'birthDate', 'sex'] as const
export type Known = (typeof KNOWN)[number]

/** Which of it fits into an answer of that kind. */
export const KNOWN_FOR: Readonly<Partial<Record<QuestionKind, readonly Known[]>>> = {
  text: ['name', 'code', 'phone', 'agentName', 'sex'],
  date: ['birthDate'],
  'citizen-id': ['code'],
  'credit-code': ['code'],
  phone: ['phone'],
}

export interface Choice {
  readonly value: Answer
  readonly title: string
}

export interface Question {
  readonly name: string
  readonly kind: QuestionKind
  readonly title: string
  readonly help: string
  readonly isRequired: boolean
  readonly choices: readonly Choice[]
  /** Of the kinds that have one: characters of a text, the value of a number. */
  readonly least?: number | undefined
  readonly most?: number | undefined
  readonly known?: Known | undefined
  readonly when?: When | undefined
  /** What stood there besides; it goes back as it came. */
  readonly schema: FormSchema
  readonly hints: Readonly<Record<string, unknown>>
}

export interface Step {
  readonly id: string
  readonly title: string
  readonly questions: readonly Question[]
}

/** What an editor of one question is given. */
export interface QuestionProps {
  question: Question
  path: Path
  onChange(question: Question): void
}
