import { createHmac } from 'node:crypto'
import { maskName, maskPhone } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { Vault } from '../../../platform/vault/vault.ts'
import type { ProviderDeps } from '../actions/provider-deps.ts'

/** 成对标识: another number for the same person in each sector, which nobody without the key can join. */
export function pairwiseSubject(vault: Vault, accountId: string, sector: string): string {
  return createHmac('sha256', vault.derive('sign-on subject')).update(`${sector}\0${accountId}`).digest('base64url')
}

/** What the allowed scopes say of a person; the provider leaves out what was not allowed. Nothing more is opened than is told. */
export async function claimsOf(
  deps: ProviderDeps,
  ctx: Context,
  asked: { accountId: string; scopes: ReadonlySet<string> },
): Promise<Record<string, unknown>> {
  const { accountId, scopes } = asked
  const owner = await deps.identity.ownerOf(ctx, accountId)
  return {
    ...(scopes.has('profile') && {
      name_masked: maskName(owner.name),
      real_name_level: owner.realNameLevel,
      account_kind: owner.kind,
    }),
    ...(scopes.has('real_name') && { name: owner.name }),
    ...(owner.phone !== undefined && scopes.has('phone') && { phone_masked: maskPhone(owner.phone) }),
    ...(owner.phone !== undefined && scopes.has('phone_full') && { phone_number: owner.phone }),
    ...(scopes.has('staff') && (await staffClaims(deps, ctx, accountId))),
    ...(scopes.has('mandates') && { may_act_for: await mandateClaims(deps, ctx, accountId) }),
  }
}

async function staffClaims(deps: ProviderDeps, ctx: Context, accountId: string): Promise<Record<string, unknown>> {
  const staff = await deps.identity.staffOf(ctx, accountId)
  if (!staff) return {}
  const names = await deps.organizations.organizationNames(ctx, [staff.organizationId])
  return {
    staff_id: staff.staffId,
    organization_id: staff.organizationId,
    organization_name: names.get(staff.organizationId) ?? '',
    posts: staff.posts.map(({ role, division, organizationId }) => ({
      role,
      division,
      organization_id: organizationId,
    })),
  }
}

async function mandateClaims(deps: ProviderDeps, ctx: Context, accountId: string): Promise<unknown[]> {
  const mandates = await deps.identity.mandatesOf(ctx, accountId)
  const people = await deps.identity.personMandatesOf(ctx, accountId)
  const companies = mandates.map(({ id, creditCode, organizationName, scope, validTo }) => ({
    mandate_id: id,
    kind: 'company',
    credit_code: creditCode,
    organization_name: organizationName,
    scope,
    valid_to: validTo,
  }))
  return [
    ...companies,
    ...people.map(({ mandateId, kind, principal, scope, validTo }) => ({
      mandate_id: mandateId,
      kind,
      name_masked: maskName(principal.name),
      scope,
      valid_to: validTo,
    })),
  ]
}
