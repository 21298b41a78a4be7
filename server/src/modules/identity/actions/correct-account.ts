import { isCitizenId, isPhone, normalizeCitizenId, problem } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { Correction } from '../../../platform/module/index.ts'
import { AccountCorrected } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import { standingOf } from '../domain/real-name.ts'
import type { SignInNameKind } from '../domain/sign-in-name.ts'
import type { RealNames } from '../queries/real-name-providers.ts'
import { jurisdictionOfAccount, openOwner, sealPerson, signInNameBlind } from '../queries/sealed-fields.ts'
import * as accountStore from '../store/account-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import * as realNameStore from '../store/real-name-store.ts'

type CorrectionContext = Context & { readonly realNames: Pick<RealNames, 'rulesFor'> }
type Changed = { readonly name?: string; readonly phone?: string; readonly citizenId?: string }

const MOST_NAME = 50

/**
 * 更正姓名 (个人信息保护法 art. 46): what sources confirmed was another name. An officer's word confirms nobody, so the level falls to what is
 * stated, and the person proves the right name.
 */
export async function correctName(ctx: CorrectionContext, { value, ...of }: Correction): Promise<void> {
  const name = value.trim()
  if (name === '' || name.length > MOST_NAME) throw problem(identityProblems['correction-invalid'], { what: '姓名' })
  const account = await lockPerson(ctx, of.accountId)
  await save(ctx, account, { change: { name }, unproves: true })
  ctx.emit(AccountCorrected.of({ accountId: account.id, fact: 'name', caseId: of.caseId }))
}

/** 更正手机号: by which one signs in and is told. */
export async function correctPhone(ctx: CorrectionContext, { value, ...of }: Correction): Promise<void> {
  const phone = value.trim()
  if (!isPhone(phone)) throw problem(identityProblems['correction-invalid'], { what: '手机号' })
  const account = await lockPerson(ctx, of.accountId)
  await exchangeName(ctx, account, { kind: 'phone', to: phone, what: '手机号' })
  await save(ctx, account, { change: { phone }, unproves: false })
  ctx.emit(AccountCorrected.of({ accountId: account.id, fact: 'phone', caseId: of.caseId }))
}

/** 更正公民身份号码: proved again before it opens anything; until then nobody signs in by it. */
export async function correctCitizenId(ctx: CorrectionContext, { value, ...of }: Correction): Promise<void> {
  const citizenId = normalizeCitizenId(value.trim())
  if (!isCitizenId(citizenId)) throw problem(identityProblems['correction-invalid'], { what: '公民身份号码' })
  const account = await lockPerson(ctx, of.accountId)
  await accountStore.releaseNames(ctx.tx, account.id, 'citizen-id')
  await save(ctx, account, { change: { citizenId }, unproves: true })
  ctx.emit(AccountCorrected.of({ accountId: account.id, fact: 'citizen-id', caseId: of.caseId }))
}

async function lockPerson(ctx: CorrectionContext, accountId: string): Promise<AccountRow> {
  const account = await accountStore.lock(ctx.tx, accountId)
  if (account?.kind !== 'person' || account.state !== 'active') throw problem(identityProblems['account-unknown'])
  return account
}

/** @throws identity/correction-taken */
async function exchangeName(
  ctx: CorrectionContext,
  account: AccountRow,
  { kind, to, what }: { kind: SignInNameKind; to: string; what: string },
): Promise<void> {
  const nameBlind = signInNameBlind(ctx.vault, to)
  await accountStore.releaseNames(ctx.tx, account.id, kind)
  const isFree = await accountStore.claimName(ctx.tx, { nameBlind, accountId: account.id, kind })
  if (!isFree) throw problem(identityProblems['correction-taken'], { what })
}

async function save(
  ctx: CorrectionContext,
  account: AccountRow,
  { change, unproves }: { change: Changed; unproves: boolean },
): Promise<void> {
  const { name, phone, citizenId } = openOwner(ctx, account)
  const person = { name, ...(phone !== undefined && { phone }), ...(citizenId !== undefined && { citizenId }) }
  await accountStore.savePerson(ctx.tx, account.id, sealPerson(ctx.vault, { ...person, ...change }))
  if (!unproves) return
  await realNameStore.forget(ctx.tx, account.id)
  const stated = standingOf([], ctx.realNames.rulesFor(jurisdictionOfAccount(account.id)), ctx.now)
  await accountStore.saveStanding(ctx.tx, account.id, { realNameLevel: stated.level })
}
