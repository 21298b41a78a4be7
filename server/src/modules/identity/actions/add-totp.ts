import { randomBytes } from 'node:crypto'
import QRCode from 'qrcode'
import { newPublicId, problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { FactorAdded, FactorRefused } from '../contract/events.ts'
import type { AddTotp, BeginTotp } from '../contract/factor.ts'
import { identityProblems } from '../contract/problems.ts'
import { base32, matchingStep, totpUri } from './totp.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { lockOwnAccount, ownAccount } from '../queries/own-account.ts'
import { presentFactors } from '../queries/present-factors.ts'
import { jurisdictionOfAccount, openOwner } from '../queries/sealed-fields.ts'
import { unseal } from '../queries/sign-in-ticket.ts'
import * as factorStore from '../store/factor-store.ts'
import type { AccountRow } from '../store/account-store.ts'
import { TOTP_SECRET } from './check-factor.ts'
import { noteNewFactor } from './note-new-factor.ts'

const TICKET = 'identity.totp_ticket'
const TICKET_MINUTES = 10
/** RFC 4226 asks for 128 bits at least and recommends 160. */
const SECRET_BYTES = 20

interface Ticket {
  readonly accountId: string
  readonly secret: string
  readonly until: number
}

/** Nothing is written yet: the secret comes back, sealed, with the first code. */
export async function beginTotp(ctx: IdentityContext): Promise<OutputOf<typeof BeginTotp>> {
  const account = requireStaff(await ownAccount(ctx))
  const secret = randomBytes(SECRET_BYTES)
  const until = ctx.now.getTime() + TICKET_MINUTES * 60_000
  const ticket: Ticket = { accountId: account.id, secret: secret.toString('base64'), until }
  const uri = totpUri(secret, { issuer: '一网工作台', name: openOwner(ctx, account).name })
  return {
    secret: base32(secret),
    uri,
    qrPath: qrPath(uri),
    ticket: ctx.vault.seal(JSON.stringify(ticket), TICKET).toString('base64url'),
  }
}

/** 添加动态口令: the first code shows that the app has the secret, and is used up by it. */
export async function addTotp(ctx: IdentityContext, input: InputOf<typeof AddTotp>): Promise<OutputOf<typeof AddTotp>> {
  ctx.permit.requireProof()
  const account = requireStaff(await lockOwnAccount(ctx))
  const ticket = unseal<Ticket>(ctx, input.ticket, TICKET)
  if (!ticket || ticket.accountId !== account.id || ticket.until <= ctx.now.getTime()) {
    throw problem(identityProblems['proof-expired'])
  }
  const step = matchingStep(Buffer.from(ticket.secret, 'base64'), input.code, { now: ctx.now })
  if (step === undefined) {
    ctx.emit(FactorRefused.of({ accountId: account.id, kind: 'totp' }))
    throw problem(identityProblems['factor-wrong'])
  }
  const id = newPublicId(jurisdictionOfAccount(account.id))
  const isNew = await factorStore.insert(ctx.tx, {
    id,
    accountId: account.id,
    kind: 'totp',
    label: input.label,
    secret: ctx.vault.seal(ticket.secret, TOTP_SECRET),
    usedStep: step,
    createdAt: ctx.now,
    version: 1,
  })
  if (!isNew) throw problem(identityProblems['factor-exists'])
  ctx.emit(FactorAdded.of({ accountId: account.id, factorId: id, kind: 'totp' }))
  await noteNewFactor(ctx, 'otp')
  return presentFactors(ctx, account)
}

export function requireStaff(account: AccountRow): AccountRow {
  if (account.kind !== 'staff') throw problem(identityProblems['staff-only'])
  return account
}

function qrPath(text: string): string {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const places = Array.from({ length: modules.size ** 2 }, (_, place) => place)
  const isDark = (place: number) => modules.get(Math.floor(place / modules.size), place % modules.size) === 1
  return places
    .filter(isDark)
    .map((place) => `M${place % modules.size} ${Math.floor(place / modules.size)}h1v1h-1z`)
    .join('')
}
