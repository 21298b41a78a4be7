import { isPhone, maskCitizenId, maskName, maskPhone, problem } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { NamePerson } from '../contract/index.ts'
import { auditProblems } from '../contract/index.ts'

const CONTEXT = 'audit.person'

/** 要查的人 as a word that may stand in an address: sealed, so that no history of a browser and no log holds a name or a number. */
export function namePerson(ctx: Context, input: NamePerson): { key: string } {
  ctx.nothingChanged()
  return { key: ctx.vault.seal(input.person.trim(), CONTEXT).toString('base64url') }
}

/** @throws audit/person-key-unknown */
export function personNamed(ctx: Context, key: string): string {
  try {
    return ctx.vault.open(Buffer.from(key, 'base64url'), CONTEXT)
  } catch {
    throw problem(auditProblems['person-key-unknown'])
  }
}

export function maskPerson(word: string): string {
  if (isPhone(word)) return maskPhone(word)
  return /^[\dA-Za-z]{8,}$/.test(word) ? maskCitizenId(word) : maskName(word)
}
