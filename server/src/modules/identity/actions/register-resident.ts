import { INSTALLATION, problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import { AccountOpened } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import type { RegisterResident } from '../contract/registration.ts'
import { standingOf } from '../domain/real-name.ts'
import type { RealNameAnswer } from '../domain/real-name-provider.ts'
import { isForPeople } from '../queries/get-real-name.ts'
import type { PersonalProvider } from '../queries/get-real-name.ts'
import { presentAccount } from '../queries/get-session.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { jurisdictionOfAccount, newAccountId, sealPerson, signInNameBlind } from '../queries/sealed-fields.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import { openSession } from './open-session.ts'
import { hashPassword } from './password-hash.ts'
import { passCheck } from './check-real-name.ts'
import { requireStrong } from './require-strong-password.ts'
import { confirmKeys } from './throttle-real-name.ts'
import { countFailureOf, requireNoWait, requireNoWaitInTurn } from './throttle-sign-in.ts'
import type { ThrottleKeys } from './throttle-sign-in.ts'

export interface CheckedRegistration {
  readonly passwordHash: string
  readonly keys: ThrottleKeys
  readonly provider: PersonalProvider | undefined
  readonly answer: RealNameAnswer
}

type Input = InputOf<typeof RegisterResident>

/** Hashes the password and asks the population base while no connection waits for it. */
export async function checkRegistration(
  work: Preparation<IdentityContext>,
  input: Input,
  request: RequestFacts,
): Promise<CheckedRegistration> {
  requireStrong(input.password, '/password', [input.phone, input.citizenId, input.name])
  const keys = await work.act(async (ctx) => {
    const found = confirmKeys(ctx.vault, { code: input.citizenId, network: request.network })
    await requireNoWait(ctx, found)
    return found
  })
  const jurisdiction = input.division?.slice(0, 6) ?? INSTALLATION
  const provider = work.realNames
    .providersFor(jurisdiction)
    .filter(isForPeople)
    .find(({ kind }) => kind === 'population')
  const { name, citizenId, phone } = input
  const [passwordHash, answer] = await Promise.all([
    hashPassword(input.password),
    provider ? provider.check({ name, citizenId, phone }, {}) : ('unavailable' as const),
  ])
  return { passwordHash, keys, provider, answer }
}

/**
 * 个人注册, and signed in at once. Whom the population base knows by this name stands at level 2; whom it does not, or when it
 * is away, stands where what they state leads, and asks again later. Only a proved citizen id becomes a sign-in name: nobody
 * can occupy another's.
 */
export async function registerResident(
  ctx: IdentityContext,
  input: Input,
  _file: IncomingFile,
  request: RequestFacts,
  checked: CheckedRegistration,
): Promise<OutputOf<typeof RegisterResident>> {
  const { division, phone, citizenId, name } = input
  const { provider, answer, keys } = checked
  await requireNoWaitInTurn(ctx, keys)
  if (division !== undefined) await ctx.organizations.divisionPath(ctx, division)
  const id = newAccountId(division)
  const stated = standingOf([], ctx.realNames.rulesFor(jurisdictionOfAccount(id)), ctx.now)
  const account: AccountRow = {
    ...sealPerson(ctx.vault, { name, phone, citizenId }),
    id,
    kind: 'person',
    state: 'active',
    realNameLevel: stated.level,
    posts: [],
    passwordHash: checked.passwordHash,
    mustChangePassword: false,
    isDemo: false,
    version: 1,
    ...(division !== undefined && { division }),
  }
  const isProved = provider !== undefined && answer === 'matched'
  await addPersonAccount(ctx, account, { phone, ...(isProved && { citizenId }) })
  const proved = isProved ? await passCheck(ctx, account, provider) : {}
  if (answer === 'not-matched') await countFailureOf(ctx, keys)
  const opened = { ...account, ...proved, version: isProved ? 2 : 1 }
  await openSession(ctx, opened, { request, methods: ['pwd'] })
  return { account: presentAccount(ctx, opened) }
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
