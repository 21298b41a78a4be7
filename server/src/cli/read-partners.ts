import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import Value from 'typebox/value'
import { IdentityPartnersFile } from '../modules/identity/contract/index.ts'
import type { IdentityPartners } from '../modules/identity/contract/index.ts'
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
    ...(file.levels && { levels: file.levels }),
    ...(file.recovery && { recovery: file.recovery }),
  }
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
  let secret: string
  try {
    secret = readFileSync(place, 'utf8').trim()
  } catch (error) {
    throw refusal(place, `读不出密钥:${(error as Error).message}`, `no secret: ${(error as Error).message}`)
  }
  if (secret.length < SHORTEST_SECRET)
    throw refusal(place, '密钥少于 16 个字符', 'the secret is shorter than 16 characters')
  return secret
}

function refusal(path: string, zh: string, en: string): StartRefusal {
  return new StartRefusal(`IDENTITY_PARTNERS ${path}:${zh}。`, `IDENTITY_PARTNERS ${path}: ${en}.`)
}
