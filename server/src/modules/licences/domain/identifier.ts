import { problem } from '../../../kernel/index.ts'
import { licencesProblems } from '../contract/problems.ts'

/** 电子证照根代码 (GB/T 36904-2018). */
const ROOT = '1.2.156.3005.2'
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** The parts of a 电子证照标识, in their order. */
export interface IdentifierParts {
  /** 证照类型代码 (GB/T 36903-2018): 18 characters of the defining authority and 3 digits. */
  readonly typeCode: string
  /** 颁发机构代码: opaque, real ones fail their own check. */
  readonly issuerCode: string
  /** 流水号. */
  readonly serial: string
  /** 版本号: new content is a new version. */
  readonly version: number
}

/** @throws licences/code-malformed */
export function composeIdentifier(parts: IdentifierParts): string {
  const { typeCode, issuerCode, serial } = parts
  if (!/^[0-9A-Z]{18}\d{3}$/.test(typeCode)) throw malformed('证照类型代码', typeCode)
  if (!/^[0-9A-Z]{1,18}$/.test(issuerCode)) throw malformed('颁发机构代码', issuerCode)
  if (!/^[0-9A-Z]+$/.test(serial)) throw malformed('流水号', serial)
  const version = String(parts.version).padStart(3, '0')
  const check = checkCharacter(`${typeCode}${issuerCode}${serial}${version}`)
  return [ROOT, typeCode, issuerCode, serial, version, check].join('.')
}

/** The parts of an identifier whose check character is right; undefined for anything else. */
export function parseIdentifier(text: string): IdentifierParts | undefined {
  const match = /^1\.2\.156\.3005\.2\.([0-9A-Z]+)\.([0-9A-Z]+)\.([0-9A-Z]+)\.(\d{3})\.([0-9A-Z])$/.exec(text)
  if (!match) return undefined
  const [, typeCode, issuerCode, serial, version, check] = match
  if (checkCharacter(`${typeCode}${issuerCode}${serial}${version}`) !== check) return undefined
  return { typeCode: typeCode!, issuerCode: issuerCode!, serial: serial!, version: Number(version) }
}

/** What people type or scan: spaces, lower case, full-width characters. */
export function normalizeIdentifier(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').replaceAll('。', '.').toUpperCase()
}

/** ISO 7064 MOD 37,36, as GB/T 36904-2018 wants it: over all parts but the root, without the dots. */
export function checkCharacter(text: string): string {
  let product = 36
  for (const character of text) {
    const sum = (product + ALPHABET.indexOf(character)) % 36 || 36
    product = (sum * 2) % 37
  }
  return ALPHABET[(37 - product) % 36]!
}

function malformed(part: string, code: string): Error {
  return problem(licencesProblems['code-malformed'], { part, code: code.slice(0, 60) })
}
