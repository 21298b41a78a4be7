import { isCalendarDate, newPublicId, problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { MandateRegistered } from '../contract/events.ts'
import type { RegisterMandate } from '../contract/mandate.ts'
import { identityPermits } from '../contract/permits.ts'
import { identityProblems } from '../contract/problems.ts'
import type { MandateScope } from '../domain/mandate.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { presentMandate } from '../queries/list-my-mandates.ts'
import { signInNameBlind } from '../queries/sealed-fields.ts'
import * as accountStore from '../store/account-store.ts'
import * as mandateStore from '../store/mandate-store.ts'
import type { MandateRow } from '../store/mandate-store.ts'

/** 登记单位委托: a clerk has seen the company's letter on paper. The agent must be somebody proved, not just registered. */
export async function registerMandate(
  ctx: IdentityContext,
  input: InputOf<typeof RegisterMandate>,
): Promise<OutputOf<typeof RegisterMandate>> {
  ctx.permit.require(identityPermits.registerMandate.name, { division: input.division })
  await ctx.organizations.divisionPath(ctx, input.division)
  const agent = await accountStore.findByName(ctx.tx, signInNameBlind(ctx.vault, input.agentCitizenId))
  if (agent?.kind !== 'person' || agent.state !== 'active') throw problem(identityProblems['agent-unknown'])
  const mandate = await addMandate(ctx, { ...input, agentAccountId: agent.id, isDemo: false })
  return presentMandate(mandate)
}

type NewMandate = Pick<
  MandateRow,
  'creditCode' | 'organizationName' | 'agentAccountId' | 'division' | 'letterNo' | 'isDemo'
> & {
  validFrom: string
  validTo: string
  scope?: MandateScope | undefined
}

const EVERYTHING: MandateScope = { kind: 'all', codes: [] }

/** The same for the seed: no permit is asked. */
export async function addMandate(
  ctx: Pick<IdentityContext, 'tx' | 'today' | 'now' | 'emit'>,
  input: NewMandate,
): Promise<MandateRow> {
  const { creditCode, organizationName, agentAccountId, division, letterNo, isDemo, validFrom, validTo } = input
  const scope = input.scope ?? EVERYTHING
  if ((scope.kind === 'all') !== (scope.codes.length === 0)) throw problem(identityProblems['mandate-scope'])
  if (!isCalendarDate(validFrom) || !isCalendarDate(validTo) || validTo < validFrom || validTo < ctx.today) {
    throw problem(identityProblems['mandate-period'])
  }
  const jurisdiction = division.slice(0, 6)
  const companyId = await mandateStore.saveCompany(ctx.tx, { jurisdiction, creditCode, name: organizationName, isDemo })
  const parts = { creditCode, organizationName, agentAccountId, division, letterNo, isDemo, scope }
  const agreed = { confirmedAt: ctx.now, acceptedAt: ctx.now }
  const mandate: MandateRow = {
    ...parts,
    ...agreed,
    kind: 'company',
    id: newPublicId(jurisdiction),
    validFrom,
    validTo,
    version: 1,
  }
  const isNew = await mandateStore.insert(ctx.tx, mandate, { companyId, at: ctx.now })
  if (!isNew) throw problem(identityProblems['mandate-exists'])
  const body = { mandateId: mandate.id, creditCode, organizationName, agentAccountId, letterNo, validFrom, validTo }
  ctx.emit(MandateRegistered.of(body))
  return mandate
}
