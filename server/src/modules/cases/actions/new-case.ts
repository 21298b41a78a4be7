import { jurisdictionOf, newPublicId } from '../../../kernel/index.ts'
import type { ServiceItem } from '../../catalogue/contract/index.ts'
import type { Case } from '../domain/case.ts'
import { sealAnswers, sealApplicant } from '../store/sealed-case.ts'
import type { Applicant, SealedPart } from '../store/sealed-case.ts'
import type { CasesContext } from './cases-context.ts'

/** A case at its beginning, on the version of the item that is published now. */
export function newCase(
  ctx: CasesContext,
  item: ServiceItem,
  by: { ownerId?: string | undefined; mandateId?: string | undefined; channel: Case['channel'] },
): Case {
  return {
    id: newPublicId(jurisdictionOf(item.division)),
    version: 1,
    state: 'draft',
    itemId: item.id,
    itemVersion: item.version,
    itemCode: item.code,
    itemName: item.name,
    organizationId: item.organizationId,
    organizationName: item.organizationName,
    division: item.division,
    ...(by.ownerId !== undefined && { ownerId: by.ownerId }),
    ...(by.mandateId !== undefined && { mandateId: by.mandateId }),
    channel: by.channel,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  }
}

export function newSealedPart(ctx: CasesContext, applicant: Applicant, answers: Record<string, unknown>): SealedPart {
  return {
    ...sealApplicant(ctx.vault, applicant),
    answers: sealAnswers(ctx.vault, answers),
    correction: null,
    outcome_words: null,
    paper_material_ids: [],
    query_password_blind: null,
  }
}
