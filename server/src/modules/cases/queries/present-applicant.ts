import { maskCitizenId, maskName, maskPhone } from '../../../kernel/index.ts'
import type { ApplicantView } from '../contract/index.ts'
import type { Applicant } from '../store/sealed-case.ts'

/** Officials see the name, because they decide on a person; the id and the phone stay covered until revealed. */
export function maskedApplicant(applicant: Applicant): ApplicantView {
  const { kind, name, code, phone, agentName } = applicant
  return {
    kind,
    name,
    code: kind === 'person' ? maskCitizenId(code) : code,
    phone: maskPhone(phone),
    masked: true,
    ...(agentName !== undefined && { agentName: maskName(agentName) }),
  }
}

/** Nobody any more. */
export function erasedApplicant({ kind, name }: Applicant): ApplicantView {
  return { kind, name, code: '', phone: '', masked: true }
}
