import { Type } from 'typebox'
import type { Static } from 'typebox'
import { newPublicId } from '../../../kernel/index.ts'
import { VillageAgentNamed } from '../contract/events.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { findMandate } from '../queries/list-my-mandates.ts'
import { sealPerson, signInNameBlind } from '../queries/sealed-fields.ts'
import * as accountStore from '../store/account-store.ts'
import * as realNameStore from '../store/real-name-store.ts'
import { addStaffAccount } from './open-staff-account.ts'
import { hashPassword } from './password-hash.ts'
import { addMandate } from './register-mandate.ts'
import { addPersonAccount } from './register-resident.ts'

/** Nobody asked a register about people who are invented. */
const SOURCE = '演示数据（虚构人员）'

/** Invented people and companies, as a file of `data/demo`. */
export const PeopleSeed = Type.Object({
  jurisdiction: Type.String(),
  people: Type.Array(
    Type.Object({
      login: Type.String(),
      name: Type.String(),
      citizenId: Type.String(),
      phone: Type.String(),
      division: Type.String(),
      agentOfVillage: Type.Optional(Type.String()),
    }),
  ),
  companies: Type.Array(
    Type.Object({
      creditCode: Type.String(),
      name: Type.String(),
      agents: Type.Array(Type.Object({ login: Type.String(), validFrom: Type.String(), validTo: Type.String() })),
    }),
  ),
})
export type PeopleSeed = Static<typeof PeopleSeed>

export interface SeedAccounts {
  readonly people: PeopleSeed
  readonly staff: readonly { readonly staffId: string; readonly login: string }[]
  /** The one password of all demo accounts. */
  readonly password: string
}

/** Demo accounts for the people of the file and for staff that organizations brought; who is there already stays. */
export async function seedAccounts(ctx: IdentityContext, seed: SeedAccounts): Promise<void> {
  ctx.nothingChanged()
  let hashed: Promise<string> | undefined
  const hashOnce = () => (hashed ??= hashPassword(seed.password))
  for (const { staffId, login } of seed.staff) {
    if (await accountStore.findByStaff(ctx.tx, staffId)) continue
    const staff = await ctx.organizations.findStaff(ctx, staffId)
    if (!staff) continue
    await addStaffAccount(ctx, { staff, login, passwordHash: await hashOnce(), mustChangePassword: false })
  }
  const { jurisdiction, people, companies } = seed.people
  for (const person of people) await seedPerson(ctx, { person, hashOnce })
  for (const company of companies) await seedCompany(ctx, { company, jurisdiction })
}

async function seedPerson(
  ctx: IdentityContext,
  { person, hashOnce }: { person: PeopleSeed['people'][number]; hashOnce: () => Promise<string> },
): Promise<void> {
  const { login, name, phone, citizenId, division } = person
  if (await accountStore.findByName(ctx.tx, signInNameBlind(ctx.vault, login))) return
  const account: accountStore.AccountRow = {
    ...sealPerson(ctx.vault, { name, phone, citizenId }),
    id: newPublicId(division.slice(0, 6)),
    kind: 'person',
    state: 'active',
    division,
    realNameLevel: 2,
    realNameSource: SOURCE,
    posts: [],
    passwordHash: await hashOnce(),
    mustChangePassword: false,
    isDemo: true,
    version: 1,
  }
  await addPersonAccount(ctx, account, { login, phone, citizenId })
  const check = { kind: 'population', source: SOURCE, provider: 'seed', passedAt: ctx.now } as const
  await realNameStore.saveCheck(ctx.tx, account.id, check)
  if (person.agentOfVillage === undefined) return
  await accountStore.setVillage(ctx.tx, account.id, person.agentOfVillage)
  ctx.emit(VillageAgentNamed.of({ accountId: account.id, village: person.agentOfVillage }))
}

async function seedCompany(
  ctx: IdentityContext,
  { company, jurisdiction }: { company: PeopleSeed['companies'][number]; jurisdiction: string },
): Promise<void> {
  for (const agent of company.agents) {
    const account = await accountStore.findByName(ctx.tx, signInNameBlind(ctx.vault, agent.login))
    if (!account) throw new Error(`the seed names agent ${agent.login}, whom it does not bring`)
    const held = await findMandate(ctx, { accountId: account.id, creditCode: company.creditCode })
    if (held) continue
    await addMandate(ctx, {
      creditCode: company.creditCode,
      organizationName: company.name,
      agentAccountId: account.id,
      division: jurisdiction,
      letterNo: '演示委托书',
      isDemo: true,
      validFrom: agent.validFrom,
      validTo: agent.validTo,
    })
  }
}
