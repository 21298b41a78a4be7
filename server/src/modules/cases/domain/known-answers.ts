import { birthDateIn, isCitizenId, sexIn } from '../../../kernel/index.ts'

/** What is known of who applies, by the words that a form's hints use for it. */
export interface KnownApplicant {
  readonly name: string
  readonly code: string
  readonly phone: string
  readonly agentName?: string | undefined
}

/** Of a form: its questions, and the hints at each. */
export interface AskingForm {
  readonly schema: Readonly<Record<string, unknown>>
  readonly uiSchema: Readonly<Record<string, unknown>>
}

/** 自动带入: answers that the form says it would take from what is known; whoever applies sees them and may change them. */
export function knownAnswers(form: AskingForm, applicant: KnownApplicant): Record<string, string> {
  const { name, code, phone, agentName } = applicant
  const person = isCitizenId(code) && { birthDate: birthDateIn(code), sex: sexIn(code) }
  const known = new Map<unknown, string | undefined>(Object.entries({ name, code, phone, agentName, ...person }))
  const filled = Object.keys((form.schema['properties'] as object | undefined) ?? {}).flatMap((question) => {
    const hints = form.uiSchema[question] as { 'ui:known'?: unknown } | undefined
    const answer = known.get(hints?.['ui:known'])
    return answer === undefined ? [] : [[question, answer] as const]
  })
  return Object.fromEntries(filled)
}
