import type { Context } from '../../../platform/act/index.ts'
import type { ProviderDeps } from '../actions/provider-deps.ts'

/** By what a person acts for a company or for another person today. */
export interface UsableMandate {
  readonly mandateId: string
  readonly creditCode?: string
  /** What stands for a person towards applications before it is made pairwise: the account, or without one the mandate. */
  readonly principal?: string
}

/** By a company's credit code, or by the id of a mandate. */
export async function findUsable(
  deps: ProviderDeps,
  ctx: Context,
  { accountId, subject }: { accountId: string; subject: string },
): Promise<UsableMandate | undefined> {
  const company = (await deps.identity.mandatesOf(ctx, accountId)).find(
    ({ id, creditCode }) => creditCode === subject || id === subject,
  )
  if (company) return { mandateId: company.id, creditCode: company.creditCode }
  const person = (await deps.identity.personMandatesOf(ctx, accountId)).find(({ mandateId }) => mandateId === subject)
  return person && { mandateId: person.mandateId, principal: person.principalAccountId ?? person.mandateId }
}
