import { hash } from 'node:crypto'
import { isCitizenId, isCreditCode } from '../../../kernel/index.ts'
import {
  buildChain,
  createRevocation,
  holderOf,
  readCertificates,
  textsAt,
} from '../../../platform/certificates/index.ts'
import type {
  Certificate,
  Chain,
  ChainRefusal,
  HandedIn,
  Holder,
  Revocation,
} from '../../../platform/certificates/index.ts'
import type { OutgoingHttp } from '../../../platform/outgoing/index.ts'
import type { IdentityPartners, TrustedAuthority } from '../contract/partners.ts'
import { CERTIFIED, holderIn } from '../domain/certificate-holder.ts'
import type { CertificateAuthority, CertificateRefusal } from '../domain/certificate-holder.ts'
import { plainPerson } from '../domain/upstream.ts'
import type { UpstreamPerson } from '../domain/upstream.ts'

/** An authority with what its certificates are judged by. */
export interface JudgingAuthority extends CertificateAuthority {
  readonly settings: TrustedAuthority
  readonly roots: readonly Certificate[]
  readonly between: readonly Certificate[]
  readonly revocation: Revocation
}

export interface JudgedCertificate {
  readonly authority: CertificateAuthority
  readonly person: UpstreamPerson
}

export interface RefusedCertificate {
  readonly refusal: CertificateRefusal
  readonly authority?: string
}

export function createAuthorities(partners: IdentityPartners | undefined, outgoing: OutgoingHttp): JudgingAuthority[] {
  return (partners?.authorities ?? []).map((settings): JudgingAuthority => {
    const { id, title, holders, gives, validMonths } = settings
    const all = readCertificates(settings.certificates)
    const isRoot = ({ issuer, subject }: Certificate) => issuer.equals(subject)
    return {
      id,
      title,
      holders,
      method: 'cert',
      ground: 'digital-certificate',
      levels: levelsOf(gives),
      ...(validMonths !== undefined && { validMonths }),
      settings,
      roots: all.filter(isRoot),
      between: all.filter((one) => !isRoot(one)),
      revocation: createRevocation(settings.revocation, outgoing),
    }
  })
}

function levelsOf(gives: 2 | 3 | undefined): Record<string, 2 | 3> {
  return gives === undefined ? {} : { [CERTIFIED]: gives }
}

/** Whose certificate signed this, by the word of which authority. What it was asked over the network is asked last, and only for a certificate that is trusted. */
export async function judgeSignature(
  authorities: readonly JudgingAuthority[],
  { handedIn, content, now }: { handedIn: HandedIn; content: string; now: Date },
): Promise<JudgedCertificate | RefusedCertificate> {
  const signer = await holderOf(handedIn, Buffer.from(content))
  return signer ? judgeHolder(authorities, signer, now) : { refusal: 'not-signed' }
}

/** Of a certificate whose holder has proved to have its key. */
export async function judgeHolder(
  authorities: readonly JudgingAuthority[],
  signer: Holder,
  now: Date,
): Promise<JudgedCertificate | RefusedCertificate> {
  let refusal: ChainRefusal = 'untrusted'
  for (const authority of authorities) {
    const others = [...authority.between, ...signer.others]
    const chain = await buildChain({ holder: signer.holder, others, roots: authority.roots, now })
    if (typeof chain !== 'string') return judgeChain(authority, chain, now)
    refusal = chain
  }
  return { refusal }
}

async function judgeChain(
  authority: JudgingAuthority,
  chain: Chain,
  now: Date,
): Promise<JudgedCertificate | RefusedCertificate> {
  const status = await authority.revocation.statusOf(chain, now)
  if (status !== 'good')
    return { refusal: status === 'revoked' ? 'revoked' : 'status-unknown', authority: authority.id }
  const [certificate] = chain
  const found = holderIn(authority.settings, {
    textsAt: (place) => textsAt(certificate, place),
    is: { citizenId: isCitizenId, creditCode: isCreditCode },
    fingerprint: hash('sha256', Buffer.concat([certificate.issuer, Buffer.from(certificate.serial, 'hex')]), 'hex'),
    until: certificate.notAfter.toISOString(),
  })
  if (!found) return { refusal: 'nobody', authority: authority.id }
  return { authority, person: plainPerson(found, { citizenId: isCitizenId, phone: () => false }) }
}

export function tlsAuthoritiesOf(authorities: readonly JudgingAuthority[]): string[] {
  const all = authorities.flatMap(({ roots, between }) => [...roots, ...between])
  const label = (end: string) => `-----${end} CERTIFICATE-----`
  return all
    .filter(({ key }) => key.kind !== 'sm2')
    .map(({ der }) => [label('BEGIN'), der.toString('base64').replaceAll(/.{64}/g, '$&\n'), label('END')].join('\n'))
}
