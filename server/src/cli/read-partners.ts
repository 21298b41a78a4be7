import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import Value from 'typebox/value'
import { IdentityPartnersFile } from '../modules/identity/contract/index.ts'
import type { AuthoritySettings, IdentityPartners, TrustedAuthority } from '../modules/identity/contract/index.ts'
import { DerError, isFieldPlace, readCertificates } from '../platform/certificates/index.ts'
import { StartRefusal } from '../platform/config/index.ts'

/** Secrets shorter than this can be guessed from one signed request. */
const SHORTEST_SECRET = 16

/** Reads the file of partners (IDENTITY_PARTNERS) and the secrets that it names. @throws StartRefusal */
export function readPartners(path: string): IdentityPartners {
  const file = parsed(path)
  const ids = new Set<string>()
  const known = <Partner extends { id: string; secretFile: string }>({ secretFile, ...partner }: Partner) => {
    if (ids.has(partner.id)) throw refusal(path, `“${partner.id}”出现了两次`, `"${partner.id}" is there twice`)
    ids.add(partner.id)
    return { ...partner, secret: readSecret(path, secretFile) }
  }
  return {
    realNames: (file.realNames ?? []).map((one) => known(one)),
    upstreams: (file.upstreams ?? []).map((one) => (one.kind === 'oidc' ? known(one) : known(one))),
    authorities: (file.authorities ?? []).map((one) => trusted(path, one, ids)),
    ...(file.levels && { levels: file.levels }),
    ...(file.recovery && { recovery: file.recovery }),
  }
}

/** An authority with its certificates read, so that a wrong file stops the start and not a sign-in. */
function trusted(path: string, { certificatesFile, ...rest }: AuthoritySettings, ids: Set<string>): TrustedAuthority {
  if (ids.has(rest.id)) throw refusal(path, `“${rest.id}”出现了两次`, `"${rest.id}" is there twice`)
  ids.add(rest.id)
  const unknown = Object.values(rest.fields).find((place) => !isFieldPlace(place))
  if (unknown !== undefined)
    throw refusal(path, `不知道“${unknown}”是哪里`, `"${unknown}" is no place in a certificate`)
  const place = resolve(dirname(path), certificatesFile)
  const certificates = readText(place, '证书', 'no certificates')
  try {
    if (readCertificates(certificates).some(({ issuer, subject }) => issuer.equals(subject)))
      return { ...rest, certificates }
  } catch (error) {
    if (!(error instanceof DerError)) throw error
    throw refusal(place, `证书读不懂:${error.message}`, `a certificate is not understood: ${error.message}`)
  }
  throw refusal(place, '里面没有根证书', 'there is no root certificate in it')
}

function parsed(path: string): IdentityPartnersFile {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw refusal(path, `读不出来:${(error as Error).message}`, `cannot be read: ${(error as Error).message}`)
  }
  if (Value.Check(IdentityPartnersFile, value)) return value
  const wrong = [...Value.Errors(IdentityPartnersFile, value)].map((error) => `${error.instancePath} ${error.message}`)
  throw refusal(path, `不符合格式:${wrong.join('; ')}`, `does not fit: ${wrong.join('; ')}`)
}

function readSecret(path: string, secretFile: string): string {
  const place = resolve(dirname(path), secretFile)
  const secret = readText(place, '密钥', 'no secret').trim()
  if (secret.length < SHORTEST_SECRET)
    throw refusal(place, '密钥少于 16 个字符', 'the secret is shorter than 16 characters')
  return secret
}

function readText(place: string, zh: string, en: string): string {
  try {
    return readFileSync(place, 'utf8')
  } catch (error) {
    throw refusal(place, `读不出${zh}:${(error as Error).message}`, `${en}: ${(error as Error).message}`)
  }
}

function refusal(path: string, zh: string, en: string): StartRefusal {
  return new StartRefusal(`IDENTITY_PARTNERS ${path}:${zh}。`, `IDENTITY_PARTNERS ${path}: ${en}.`)
}
