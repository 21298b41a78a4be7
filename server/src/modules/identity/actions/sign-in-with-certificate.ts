import { hash } from 'node:crypto'
import { problem } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import type { Vault } from '../../../platform/vault/vault.ts'
import type { SignInWithCertificate } from '../contract/certificate.ts'
import { CertificateRefused } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import { whyRefused } from '../domain/certificate-holder.ts'
import { judgeSignature } from '../queries/certificate-authorities.ts'
import type { JudgedCertificate, RefusedCertificate } from '../queries/certificate-authorities.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { challengeCookieName, openChallenge, openShown, shownCookieName } from '../queries/upstream-ticket.ts'
import type { Challenge } from '../queries/upstream-ticket.ts'
import * as factorStore from '../store/factor-store.ts'
import { arrive } from './arrive.ts'
import { countFailureOf, requireNoWait } from './throttle-sign-in.ts'
import type { ThrottleKeys } from './throttle-sign-in.ts'

export interface HandedInSignature {
  readonly keys: ThrottleKeys
  readonly challenge: Challenge | undefined
  readonly judged: JudgedCertificate | RefusedCertificate
}

type Input = InputOf<typeof SignInWithCertificate>

/** Checks the signature and asks the authority, while no connection waits for it; only for a challenge of this browser. */
export async function judgeHandedIn(
  work: Preparation<IdentityContext>,
  input: Input,
  request: RequestFacts,
): Promise<HandedInSignature> {
  if (work.authorities.length === 0) throw problem(identityProblems['certificates-not-here'])
  const { keys, challenge, now } = await work.act(async (ctx) => {
    const counted = certificateKeys(ctx.vault, request.network)
    await requireNoWait(ctx, counted)
    const cookie = request.cookie(challengeCookieName(work.cookieName))
    return { keys: counted, challenge: openChallenge(ctx, cookie), now: ctx.now }
  })
  if (!challenge) return { keys, challenge, judged: { refusal: 'no-challenge' } }
  const { signature, certificates } = input
  const handedIn = { signature, ...(certificates !== undefined && { certificates }) }
  return { keys, challenge, judged: await judgeSignature(work.authorities, { handedIn, content: challenge.text, now }) }
}

/** What the door found out, for the challenge of this browser. */
export async function judgeShown(
  work: Preparation<IdentityContext>,
  _input: object,
  request: RequestFacts,
): Promise<HandedInSignature> {
  if (work.certificateDoor === undefined) throw problem(identityProblems['certificates-not-here'])
  return work.act(async (ctx) => {
    const keys = certificateKeys(ctx.vault, request.network)
    await requireNoWait(ctx, keys)
    const challenge = openChallenge(ctx, request.cookie(challengeCookieName(work.cookieName)))
    const shown = openShown(ctx, request.cookie(shownCookieName(work.cookieName)))
    if (!challenge || shown?.text !== challenge.text) return { keys, challenge: undefined, judged: NO_CHALLENGE }
    const authority = work.authorities.find(({ id }) => id === shown.authority)
    if (authority && shown.person) return { keys, challenge, judged: { authority, person: shown.person } }
    const named = authority && { authority: authority.id }
    return { keys, challenge, judged: { refusal: shown.refusal ?? 'not-shown', ...named } }
  })
}

/** 数字证书登录: a challenge counts once. Until the authority has answered it may be handed in again. */
export async function signInWithCertificate(
  ctx: IdentityContext,
  _input: object,
  _file: IncomingFile,
  request: RequestFacts,
  { keys, challenge, judged }: HandedInSignature,
): Promise<OutputOf<typeof SignInWithCertificate>> {
  if (!challenge || 'refusal' in judged) return refuse(ctx, keys, 'refusal' in judged ? judged : NO_CHALLENGE)
  const digest = hash('sha256', `certificate ${challenge.text}`, 'buffer')
  const authority = judged.authority.id
  if (!(await factorStore.useChallenge(ctx.tx, digest, new Date(challenge.until))))
    return refuse(ctx, keys, { refusal: 'replayed', authority })
  request.setCookie(challengeCookieName(ctx.cookieName), undefined)
  request.setCookie(shownCookieName(ctx.cookieName), undefined)
  const { authority: voucher, person } = judged
  const arrived = await arrive(ctx, { voucher, person, next: challenge.next, request })
  return arrived === 'closed' ? refuse(ctx, keys, { refusal: 'account-closed', authority }) : arrived
}

const NO_CHALLENGE: RefusedCertificate = { refusal: 'no-challenge' }

/** What is wrong with a certificate is said to nobody but who has its key; all before that is one answer. */
async function refuse(
  ctx: IdentityContext,
  keys: ThrottleKeys,
  { refusal, authority }: RefusedCertificate,
): Promise<never> {
  if (refusal !== 'status-unknown') await countFailureOf(ctx, keys)
  ctx.emit(CertificateRefused.of({ reason: refusal, ...(authority !== undefined && { authority }) }))
  throw refusal === 'status-unknown'
    ? problem(identityProblems['certificate-status-unknown'])
    : problem(identityProblems['certificate-refused'], { reason: whyRefused(refusal) })
}

/** Nobody guesses at signatures; what is held back is who keeps us computing. */
function certificateKeys(vault: Vault, network: string): ThrottleKeys {
  return [{ kind: 'address', key: vault.blind(network, 'identity.throttle certificate address') }]
}
