import { problem, streamOf } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { RequestFacts } from '../../../platform/http/index.ts'
import type { AppointAgent, DismissAgent } from '../contract/company.ts'
import { AgentUnknown, MandateRevoked } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import { currentLevel } from '../domain/real-name.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { presentMandate } from '../queries/list-my-mandates.ts'
import { openOwner, signInNameBlind } from '../queries/sealed-fields.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import * as companyStore from '../store/company-store.ts'
import type { CompanyRow } from '../store/company-store.ts'
import * as mandateStore from '../store/mandate-store.ts'
import { addMandate } from './register-mandate.ts'
import { confirmKeys } from './throttle-real-name.ts'
import { countFailureOf, requireNoWaitInTurn } from './throttle-sign-in.ts'

/** 网上委托: the legal representative lets somebody act for the company; both have proved who they are. */
export async function appointAgent(
  ctx: IdentityContext,
  input: InputOf<typeof AppointAgent>,
  _file: IncomingFile,
  request: RequestFacts,
): Promise<OutputOf<typeof AppointAgent>> {
  ctx.permit.requireProof()
  const company = await ownCompany(ctx, input.companyId)
  const accountId = company.legalRepresentative
  const keys = confirmKeys(ctx.vault, { accountId, code: input.agentCitizenId, network: request.network })
  await requireNoWaitInTurn(ctx, keys)
  const agent = await accountStore.findByName(ctx.tx, signInNameBlind(ctx.vault, input.agentCitizenId))
  if (!agent || !isAgent(ctx, agent, input.agentName)) {
    await countFailureOf(ctx, keys)
    ctx.emit(AgentUnknown.of({ accountId }))
    throw problem(identityProblems['agent-not-matched'])
  }
  const mandate = await addMandate(ctx, {
    creditCode: company.creditCode,
    organizationName: company.name,
    agentAccountId: agent.id,
    division: company.id.slice(0, 6),
    letterNo: `网上委托 ${ctx.today}`,
    isDemo: false,
    validFrom: ctx.today,
    validTo: input.validTo,
    scope: input.scope,
  })
  return presentMandate(mandate)
}

/** 撤销委托 by the legal representative; what takes power away needs no fresh proof. */
export async function dismissAgent(
  ctx: IdentityContext,
  input: InputOf<typeof DismissAgent>,
): Promise<OutputOf<typeof DismissAgent>> {
  const company = await ownCompany(ctx, input.companyId)
  const mandate = await mandateStore.lock(ctx.tx, input.mandateId)
  if (mandate?.creditCode !== company.creditCode || mandate.id.slice(0, 6) !== company.id.slice(0, 6))
    throw problem(identityProblems['mandate-unknown'])
  const { revokedOn } = mandate
  if (revokedOn !== undefined) throw problem(identityProblems['mandate-revoked'], { revokedOn })
  if (mandate.version !== input.version) throw await ctx.stale(streamOf('mandate', mandate.id))
  await mandateStore.revoke(ctx.tx, { id: mandate.id, on: ctx.today, reason: '法定代表人撤销委托', by: 'principal' })
  ctx.emit(MandateRevoked.of({ mandateId: mandate.id, revokedOn: ctx.today }))
  return presentMandate({ ...mandate, revokedOn: ctx.today, version: mandate.version + 1 })
}

/** One's own, as long as the register's word is fresh enough. @throws identity/company-unknown */
async function ownCompany(ctx: IdentityContext, companyId: string): Promise<CompanyRow> {
  const company = await companyStore.lockOwn(ctx.tx, companyId, ctx.actor.accountId ?? '')
  if (!company || company.validUntil < ctx.today) throw problem(identityProblems['company-unknown'])
  return company
}

function isAgent(ctx: IdentityContext, agent: AccountRow, name: string): boolean {
  const isProved = agent.kind === 'person' && agent.state === 'active' && currentLevel(agent, ctx.now) >= 2
  return isProved && openOwner(ctx, agent).name === name
}
