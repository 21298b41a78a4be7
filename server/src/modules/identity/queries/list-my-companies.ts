import type { OutputOf } from '../../../kernel/index.ts'
import type { CompanyView, ListMyCompanies } from '../contract/company.ts'
import { isInForce } from '../domain/mandate.ts'
import * as accountStore from '../store/account-store.ts'
import * as companyStore from '../store/company-store.ts'
import type { CompanyRow } from '../store/company-store.ts'
import * as mandateStore from '../store/mandate-store.ts'
import type { IdentityContext } from './identity-context.ts'
import { jurisdictionOfAccount, openOwner } from './sealed-fields.ts'
import { ownAccount } from './own-account.ts'

/** 我的单位: those whose legal representative a register says I am. */
export async function listMyCompanies(ctx: IdentityContext): Promise<OutputOf<typeof ListMyCompanies>> {
  const account = await ownAccount(ctx)
  const companies: CompanyView[] = []
  for (const company of await companyStore.listOfRepresentative(ctx.tx, account.id))
    companies.push(await presentCompany(ctx, company))
  return {
    companies,
    canRegister: companyProvider(ctx, account.id) !== undefined,
    realNameLevel: openOwner(ctx, account).realNameLevel,
  }
}

export async function presentCompany(ctx: IdentityContext, company: CompanyRow): Promise<CompanyView> {
  const { id, creditCode, name, level, source, verifiedAt, validUntil } = company
  const mandates = await mandateStore.listOfCompany(ctx.tx, id)
  const agents: CompanyView['agents'] = []
  for (const mandate of mandates) {
    if (mandate.agentAccountId === company.legalRepresentative || !isOpen(mandate, ctx.today)) continue
    const agent = await accountStore.find(ctx.tx, mandate.agentAccountId)
    if (!agent) continue
    const { validFrom, validTo, version } = mandate
    const scope = { kind: mandate.scope.kind, codes: [...mandate.scope.codes] }
    agents.push({ mandateId: mandate.id, name: openOwner(ctx, agent).name, scope, validFrom, validTo, version })
  }
  return { id, creditCode, name, level, source, verifiedAt: verifiedAt.toISOString(), validUntil, agents }
}

/** In force, or going to be. */
function isOpen(mandate: Parameters<typeof isInForce>[0], today: Parameters<typeof isInForce>[1]): boolean {
  return isInForce(mandate, mandate.validFrom > today ? mandate.validFrom : today)
}

export function companyProvider(ctx: Pick<IdentityContext, 'realNames'>, accountId: string) {
  return ctx.realNames.providersFor(jurisdictionOfAccount(accountId)).find(({ kind }) => kind === 'company')
}
