import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { GiveVillageMandate } from '../contract/index.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { onlyOne } from '../queries/only-one.ts'
import { presentMandates } from '../queries/present-mandate.ts'
import { jurisdictionOfAccount } from '../queries/sealed-fields.ts'
import { giveMandate, newVillageMandate, provedPerson } from './give-mandate.ts'

/** 委托代办员: given by the person who is signed in and proved; it counts when the agent has accepted it. */
export async function giveVillageMandate(
  ctx: IdentityContext,
  input: InputOf<typeof GiveVillageMandate>,
): Promise<OutputOf<typeof GiveVillageMandate>> {
  const { accountId, name, citizenId, phone, division } = await provedPerson(ctx, ctx.actor.accountId ?? '')
  const place = division ?? jurisdictionOfAccount(accountId)
  const given = { principal: { name, citizenId, phone }, proof: 'sign-in' as const, documentNo: '网上委托' }
  const mandate = await newVillageMandate(ctx, { ...input, division: place }, given)
  const kept = await giveMandate(ctx, { ...mandate, confirmedAt: ctx.now })
  return onlyOne(await presentMandates(ctx, [kept], 'principal'))
}
