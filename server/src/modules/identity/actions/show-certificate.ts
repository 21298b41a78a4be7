import { systemActor } from '../../../kernel/index.ts'
import { runAct } from '../../../platform/act/index.ts'
import type { ActDeps } from '../../../platform/act/index.ts'
import { DerError, readCertificate } from '../../../platform/certificates/index.ts'
import type { DoorAnswer, DoorVisit } from '../../../platform/http/index.ts'
import { judgeHolder } from '../queries/certificate-authorities.ts'
import type { JudgedCertificate, RefusedCertificate } from '../queries/certificate-authorities.ts'
import type { IdentityDeps } from '../queries/identity-context.ts'
import {
  UPSTREAM_MINUTES,
  challengeCookieName,
  openChallenge,
  sealShown,
  shownCookieName,
} from '../queries/upstream-ticket.ts'

type Needs = Pick<IdentityDeps, 'authorities' | 'cookieName' | 'publicUrl'> & { readonly act: ActDeps }

/**
 * 出示证书: a browser has shown a certificate in TLS. It is judged as one that signed is; what came of it is kept by the browser,
 * sealed and for its challenge alone, and handed in by our page: nobody is signed in at the door.
 */
export async function showCertificate(needs: Needs, visit: DoorVisit): Promise<DoorAnswer> {
  const { act, authorities, cookieName, publicUrl } = needs
  const settings = { actor: systemActor('certificate-door'), requestId: 'certificate-door', mode: 'read' } as const
  const { now, vault, challenge } = await runAct(act, settings, (ctx) =>
    Promise.resolve({
      now: ctx.now,
      vault: ctx.vault,
      challenge: openChallenge(ctx, visit.cookie(challengeCookieName(cookieName))),
    }),
  )
  const location = `${publicUrl}/sign-in/certificate/shown`
  // Without a question of ours nothing is judged: the page says that it begins anew.
  if (!challenge) return { location }
  const judged = await judgeShownCertificates(authorities, visit.certificates, now)
  const found =
    'refusal' in judged
      ? { refusal: judged.refusal, ...(judged.authority !== undefined && { authority: judged.authority }) }
      : { authority: judged.authority.id, person: judged.person }
  const value = sealShown({ now, vault }, { text: challenge.text, ...found })
  return { location, cookie: { name: shownCookieName(cookieName), value, maxAgeSeconds: UPSTREAM_MINUTES * 60 } }
}

async function judgeShownCertificates(
  authorities: Needs['authorities'],
  certificates: readonly Buffer[],
  now: Date,
): Promise<JudgedCertificate | RefusedCertificate> {
  try {
    const [holder, ...others] = certificates.map((one) => readCertificate(one))
    return holder ? await judgeHolder(authorities, { holder, others }, now) : { refusal: 'not-shown' }
  } catch (error) {
    if (error instanceof DerError) return { refusal: 'not-for-signing' }
    throw error
  }
}
