import { problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import { RealNameBegun, RealNameRefused } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import type { BeginRealName } from '../contract/real-name.ts'
import { shapeOf } from '../domain/real-name-provider.ts'
import type { Begun } from '../domain/real-name-provider.ts'
import { isForPeople, ownPerson } from '../queries/get-real-name.ts'
import type { PersonalProvider } from '../queries/get-real-name.ts'
import type { IdentityContext, IdentityDeps } from '../queries/identity-context.ts'
import { jurisdictionOfAccount, sealReference } from '../queries/sealed-fields.ts'
import * as accountStore from '../store/account-store.ts'
import * as realNameStore from '../store/real-name-store.ts'
import { messageKeys } from './throttle-real-name.ts'
import { countFailureOf, requireNoWait, requireNoWaitInTurn } from './throttle-sign-in.ts'
import type { ThrottleKeys } from './throttle-sign-in.ts'

/** A code or a visit of the source's page is good for so long. */
export const ATTEMPT_MINUTES = 10

export interface BegunRealName {
  readonly provider: PersonalProvider
  readonly keys: ThrottleKeys
  readonly begun: Begun | 'unavailable'
}

/** Asks the source to send a code or to open its page, while no connection waits for it. */
export async function askToBegin(
  work: Preparation<IdentityContext>,
  input: InputOf<typeof BeginRealName>,
  request: RequestFacts,
): Promise<BegunRealName> {
  const { provider, keys, person } = await work.act(async (ctx) => {
    const own = await ownPerson(ctx, (id) => accountStore.find(ctx.tx, id))
    const found = personalProvider(work, own.account.id, input.providerId)
    if (shapeOf(found.kind) === 'at-once') throw problem(identityProblems['real-name-way-unknown'])
    const about = { accountId: own.account.id, phone: own.person.phone, network: request.network }
    const counted = messageKeys(ctx.vault, about)
    await requireNoWait(ctx, counted)
    return { provider: found, keys: counted, person: own.person }
  })
  const { name, citizenId, phone } = person
  const back = new URLSearchParams({ way: provider.id, ...(input.next !== undefined && { next: input.next }) })
  const begun = await provider.begin({ name, citizenId, phone }, `${work.publicUrl}/my/real-name?${back}`)
  return { provider, keys, begun }
}

/** 开始核验: what the source calls the question is kept sealed until it is answered or too old. */
export async function beginRealName(
  ctx: IdentityContext,
  _input: InputOf<typeof BeginRealName>,
  _file: IncomingFile,
  _request: RequestFacts,
  { provider, keys, begun }: BegunRealName,
): Promise<OutputOf<typeof BeginRealName>> {
  const { account } = await ownPerson(ctx, (id) => accountStore.find(ctx.tx, id))
  await requireNoWaitInTurn(ctx, keys)
  const about = { accountId: account.id, source: provider.title, kind: provider.kind }
  if (begun === 'unavailable') {
    ctx.emit(RealNameRefused.of({ ...about, answer: 'unavailable' }))
    throw problem(identityProblems['real-name-unavailable'])
  }
  await countFailureOf(ctx, keys)
  const expiresAt = new Date(ctx.now.getTime() + ATTEMPT_MINUTES * 60_000)
  const attemptId = await realNameStore.insertAttempt(ctx.tx, {
    accountId: account.id,
    provider: provider.id,
    reference: sealReference(ctx.vault, begun.reference),
    begunAt: ctx.now,
    expiresAt,
  })
  ctx.emit(RealNameBegun.of({ ...about, attemptId }))
  return { attemptId, expiresAt: expiresAt.toISOString(), ...(begun.url !== undefined && { url: begun.url }) }
}

/** A source that serves where the account is at home. @throws identity/real-name-way-unknown */
export function personalProvider(
  { realNames }: Pick<IdentityDeps, 'realNames'>,
  accountId: string,
  providerId: string,
): PersonalProvider {
  const provider = realNames
    .providersFor(jurisdictionOfAccount(accountId))
    .filter(isForPeople)
    .find(({ id }) => id === providerId)
  if (!provider) throw problem(identityProblems['real-name-way-unknown'])
  return provider
}
