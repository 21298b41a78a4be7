import { createHmac, timingSafeEqual } from 'node:crypto'

/** What every authenticator app takes (RFC 6238 with RFC 4226's defaults): SHA-1, six digits, steps of thirty seconds. */
const STEP_SECONDS = 30
const DIGITS = 6
/** One step either way: clocks differ, and people type slowly (RFC 6238 5.2). */
const TOLERATED_STEPS = 1
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** 动态口令: the code of a step. */
export function totpCode(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = mac[mac.length - 1]! & 0x0f
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** DIGITS).padStart(DIGITS, '0')
}

export function totpStep(now: Date): number {
  return Math.floor(now.getTime() / 1000 / STEP_SECONDS)
}

/** The step whose code was given, if it is one of now and later than the last one used: a code that was seen counts once. */
export function matchingStep(
  secret: Buffer,
  code: string,
  { now, usedStep }: { now: Date; usedStep?: number | undefined },
): number | undefined {
  const given = Buffer.from(code)
  const current = totpStep(now)
  for (let step = current - TOLERATED_STEPS; step <= current + TOLERATED_STEPS; step += 1) {
    const expected = Buffer.from(totpCode(secret, step))
    const isSame = expected.length === given.length && timingSafeEqual(expected, given)
    if (isSame && (usedStep === undefined || step > usedStep)) return step
  }
  return undefined
}

/** RFC 4648, without padding: as apps take a secret that is typed. */
export function base32(bytes: Buffer): string {
  let text = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5) {
      text += ALPHABET[(value >>> (bits - 5)) & 31]
      bits -= 5
    }
    value &= (1 << bits) - 1
  }
  return bits > 0 ? text + ALPHABET[(value << (5 - bits)) & 31] : text
}

/** What the square code of an enrolment says to an app. */
export function totpUri(secret: Buffer, { issuer, name }: { issuer: string; name: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(name)}`
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`
}
