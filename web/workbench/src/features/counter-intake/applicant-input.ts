import { checkAnswers, type FormSchema } from '@yiwang/forms'
import { intakeMessages as say } from './messages.ts'

export type ApplicantKind = 'person' | 'organization'

export interface ApplicantInput {
  kind: ApplicantKind
  name: string
  code: string
  phone: string
  agentName: string
}

export const noApplicant: ApplicantInput = { kind: 'person', name: '', code: '', phone: '', agentName: '' }

export type ApplicantErrors = Partial<Record<'name' | 'code' | 'phone', string>>

/** What the clerk can see before sending; the server checks the same and more. */
export function checkApplicant(applicant: ApplicantInput): ApplicantErrors {
  const given = Object.fromEntries(Object.entries(applicant).filter(([, text]) => text.trim() !== ''))
  const errors = checkAnswers(schemaFor(applicant.kind), given)
  return Object.fromEntries(
    errors.map(({ path, keyword }) => [path[0], sentence(path[0] ?? '', keyword, applicant.kind)]),
  )
}

function sentence(field: string, keyword: string, kind: ApplicantKind): string {
  if (keyword === 'required') return say.required[field as keyof typeof say.required]
  if (field === 'phone') return say.wrong.phone
  return say.wrong[kind === 'person' ? 'citizen-id' : 'credit-code']
}

function schemaFor(kind: ApplicantKind): FormSchema {
  return {
    type: 'object',
    properties: {
      name: { type: 'string' },
      code: { type: 'string', format: kind === 'person' ? 'citizen-id' : 'credit-code' },
      phone: { type: 'string', format: 'phone' },
    },
    required: ['name', 'code', 'phone'],
  }
}
