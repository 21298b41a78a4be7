import { problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import { AccountOpened, RealNameVerified } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import type { RegisterResident } from '../contract/registration.ts'
import { PopulationUnavailable } from '../domain/population-register.ts'
import type { PopulationAnswer, PopulationRegister } from '../domain/population-register.ts'
import { presentAccount } from '../queries/get-session.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { newAccountId, sealPerson, signInNameBlind } from '../queries/sealed-fields.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import { openSession } from './open-session.ts'
import { hashPassword } from './password-hash.ts'
import { requireStrong } from './require-strong-password.ts'

export interface CheckedRegistration {
  readonly passwordHash: string
  readonly isVerified: boolean
}

/** Hashes the password and asks the population base while no connection waits for it. */
export async function checkRegistration(
  work: Preparation<IdentityContext>,
  input: InputOf<typeof RegisterResident>,
): Promise<CheckedRegistration> {
  requireStrong(input.password, '/password', [input.phone, input.citizenId])
  const answer = await askRegister(work.populationRegister, input)
  if (answer === 'mismatch') throw problem(identityProblems['real-name-mismatch'])
  return { passwordHash: await hashPassword(input.password), isVerified: answer === 'match' }
}

/**
 * 个人注册, and signed in at once. Level 1 rests on what the person states (the phone is not proved by a message yet);
 * level 2 on the population base. Only a proved citizen id becomes a sign-in name: nobody can occupy another's.
 */
export async function registerResident(
  ctx: IdentityContext,
  input: InputOf<typeof RegisterResident>,
  _file: IncomingFile,
  request: RequestFacts,
  checked: CheckedRegistration,
): Promise<OutputOf<typeof RegisterResident>> {
  const { division, phone, citizenId, name } = input
  if (division !== undefined) await ctx.organizations.divisionPath(ctx, division)
  const source = checked.isVerified ? ctx.populationRegister?.name : undefined
  const account: AccountRow = {
    ...sealPerson(ctx.vault, { name, phone, citizenId }),
    id: newAccountId(division),
    kind: 'person',
    state: 'active',
    realNameLevel: source === undefined ? 1 : 2,
    posts: [],
    passwordHash: checked.passwordHash,
    mustChangePassword: false,
    isDemo: false,
    version: 1,
    ...(division !== undefined && { division }),
    ...(source !== undefined && { realNameSource: source }),
  }
  await addPersonAccount(ctx, account, { phone, ...(source !== undefined && { citizenId }) })
  if (source !== undefined) ctx.emit(RealNameVerified.of({ accountId: account.id, level: 2, source }))
  await openSession(ctx, account, { request, methods: ['pwd'] })
  return { account: presentAccount(ctx.vault, account) }
}

/** Writes the account with the names it signs in by. @throws identity/already-registered */
export async function addPersonAccount(
  ctx: Pick<IdentityContext, 'tx' | 'vault' | 'now' | 'emit'>,
  account: AccountRow,
  names: { login?: string; phone?: string; citizenId?: string },
): Promise<void> {
  await accountStore.insert(ctx.tx, account, ctx.now)
  const claims = [
    ['login', names.login],
    ['phone', names.phone],
    ['citizen-id', names.citizenId],
  ] as const
  for (const [kind, name] of claims) {
    if (name === undefined) continue
    const nameBlind = signInNameBlind(ctx.vault, name)
    const isFree = await accountStore.claimName(ctx.tx, { nameBlind, accountId: account.id, kind })
    if (!isFree) throw problem(identityProblems['already-registered'])
  }
  ctx.emit(AccountOpened.of({ accountId: account.id, kind: account.kind }))
}

/** A register that can't answer leaves a newcomer at level 1; they can ask again later. */
async function askRegister(
  register: PopulationRegister | undefined,
  person: { name: string; citizenId: string },
): Promise<PopulationAnswer> {
  if (!register) return 'unknown'
  try {
    return await register.check(person)
  } catch (error) {
    if (error instanceof PopulationUnavailable) return 'unknown'
    throw error
  }
}
