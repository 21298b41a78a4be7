import type { DataRight } from '../../catalogue/contract/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { Answers } from '../contract/index.ts'
import type { StoredCase } from '../store/case-store.ts'
import { openAnswers, openApplicant } from '../store/sealed-case.ts'

/** 个人信息权利请求: what somebody asked for, for the module that knows how it is done. */
export interface RightRequest {
  readonly caseId: string
  readonly right: DataRight
  readonly answers: Answers
  /** Absent: written down at a window for somebody without an account. */
  readonly ownerId?: string
  readonly applicantCode: string
}

/** What was done: recorded in the case, of which the rest is with whoever keeps the data. */
export interface RightDone {
  readonly holding?: string
  readonly way: 'changed' | 'noted' | 'erased' | 'packed'
}

export function requestOf({ vault }: Context, { aCase, sealed }: StoredCase, right: DataRight): RightRequest {
  const { id: caseId, ownerId } = aCase
  const answers = openAnswers(vault, sealed)
  const applicantCode = openApplicant(vault, sealed).code
  return { caseId, right, answers, applicantCode, ...(ownerId !== undefined && { ownerId }) }
}
