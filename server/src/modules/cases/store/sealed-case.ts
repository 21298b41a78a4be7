import { randomBytes } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Vault } from '../../../platform/vault/vault.ts'
import type { Answers, CorrectionGap } from '../contract/index.ts'
import type { Cases } from './tables.ts'
import type { SealedTable } from '../../../platform/vault/index.ts'

export const sealed: SealedTable = {
  table: 'cases.cases',
  columns: {
    applicant_name: 'cases.applicant_name',
    applicant_code: 'cases.applicant_code',
    applicant_phone: 'cases.applicant_phone',
    agent_name: 'cases.agent_name',
    answers: 'cases.answers',
    correction: 'cases.correction',
    outcome_words: 'cases.outcome_words',
  },
}

/** 申请人. `code` is the citizen id or the credit code; `phone` belongs to whoever can be reached. */
export interface Applicant {
  readonly kind: 'person' | 'organization'
  readonly name: string
  readonly code: string
  readonly phone: string
  readonly agentName?: string | undefined
}

/** What was said in refusing or deciding. */
export interface OutcomeWords {
  readonly reason: string
  readonly legalBasis?: string
}

/** The columns that hold personal data or words that may: sealed one by one. */
export type SealedPart = Pick<
  Selectable<Cases>,
  | 'applicant_kind'
  | 'applicant_name'
  | 'applicant_name_blind'
  | 'applicant_code'
  | 'applicant_code_blind'
  | 'applicant_phone'
  | 'applicant_phone_blind'
  | 'agent_name'
  | 'answers'
  | 'correction'
  | 'outcome_words'
  | 'paper_material_ids'
  | 'query_password_blind'
>

export function sealApplicant(vault: Vault, applicant: Applicant) {
  return {
    applicant_kind: applicant.kind,
    applicant_name: vault.seal(applicant.name, 'cases.applicant_name'),
    applicant_code: vault.seal(applicant.code, 'cases.applicant_code'),
    applicant_phone: vault.seal(applicant.phone, 'cases.applicant_phone'),
    agent_name: applicant.agentName === undefined ? null : vault.seal(applicant.agentName, 'cases.agent_name'),
    ...applicantBlinds(vault, { name: applicant.name, code: applicant.code, phone: applicant.phone }),
  }
}

export function applicantBlinds(vault: Vault, of: { name: string; code: string; phone: string }) {
  return {
    applicant_name_blind: vault.blind(of.name, 'cases.applicant_name'),
    applicant_code_blind: vault.blind(of.code, 'cases.applicant_code'),
    applicant_phone_blind: vault.blind(of.phone, 'cases.applicant_phone'),
  }
}

/** A word that was searched for, blinded in each way in which an applicant may be found by it. */
export function personBlinds(vault: Vault, word: string): Buffer[] {
  const text = word.trim()
  const blinds = applicantBlinds(vault, { name: text, code: text.toUpperCase(), phone: text })
  return [blinds.applicant_name_blind, blinds.applicant_code_blind, blinds.applicant_phone_blind]
}

export function openApplicant(vault: Vault, part: SealedPart): Applicant {
  return {
    kind: part.applicant_kind,
    name: openName(vault, part),
    code: vault.open(part.applicant_code, 'cases.applicant_code'),
    phone: vault.open(part.applicant_phone, 'cases.applicant_phone'),
    ...(part.agent_name && { agentName: vault.open(part.agent_name, 'cases.agent_name') }),
  }
}

export function openName(vault: Vault, part: Pick<SealedPart, 'applicant_name'>): string {
  return vault.open(part.applicant_name, 'cases.applicant_name')
}

export function sealAnswers(vault: Vault, answers: Answers): Buffer {
  return vault.seal(JSON.stringify(answers), 'cases.answers')
}

export function openAnswers(vault: Vault, part: Pick<SealedPart, 'answers'>): Answers {
  return JSON.parse(vault.open(part.answers, 'cases.answers')) as Answers
}

export function sealGaps(vault: Vault, gaps: readonly CorrectionGap[]): Buffer {
  return vault.seal(JSON.stringify(gaps), 'cases.correction')
}

export function openGaps(vault: Vault, part: Pick<SealedPart, 'correction'>): CorrectionGap[] {
  return part.correction ? (JSON.parse(vault.open(part.correction, 'cases.correction')) as CorrectionGap[]) : []
}

export function sealWords(vault: Vault, words: OutcomeWords): Buffer {
  return vault.seal(JSON.stringify(words), 'cases.outcome_words')
}

export function openWords(vault: Vault, part: Pick<SealedPart, 'outcome_words'>): OutcomeWords | undefined {
  return part.outcome_words
    ? (JSON.parse(vault.open(part.outcome_words, 'cases.outcome_words')) as OutcomeWords)
    : undefined
}

/** The look-up password is six digits: its blind index is bound to the number, so that no table of passwords fits two cases. */
export function blindPassword(vault: Vault, queryCode: string, password: string): Buffer {
  return vault.blind(`${queryCode} ${password}`, 'cases.query_password')
}

/** What stands where a name stood. */
export const ERASED_NAME = '已删除'

/**
 * Nothing of a person; the blind indexes find nobody any more. The password of the look-up stays: it is nobody's, and whoever
 * kept the receipt is told that the rest is gone.
 */
export function erasedPart(vault: Vault): Partial<SealedPart> {
  return {
    applicant_name: vault.seal(ERASED_NAME, 'cases.applicant_name'),
    applicant_code: vault.seal('', 'cases.applicant_code'),
    applicant_phone: vault.seal('', 'cases.applicant_phone'),
    applicant_name_blind: randomBytes(16),
    applicant_code_blind: randomBytes(16),
    applicant_phone_blind: randomBytes(16),
    agent_name: null,
    answers: sealAnswers(vault, {}),
    correction: null,
    outcome_words: null,
  }
}
