import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { NO_PASSWORD } from '../domain/password.ts'

/** OWASP Password Storage Cheat Sheet, argon2id, second choice: 19 MiB, two passes, one lane. */
const PARAMETERS = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }
const SALT_BYTES = 16

/** At most so many at once: libuv has four threads by default, and files and names have to be read meanwhile. */
const MOST_AT_ONCE = 2

/** PHC string: `$argon2id$v=19$m=…,t=…,p=…$salt$tag`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const tag = await digest(password, salt, PARAMETERS)
  const { memory, passes, parallelism } = PARAMETERS
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`
}

/** Without a hash to compare with it works as long and says no: a name that does not exist answers as late as one that does. */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  const parsed = hash === undefined || hash === NO_PASSWORD ? undefined : parse(hash)
  const { salt, tag, parameters } = parsed ?? NOBODY
  const given = await digest(password, salt, parameters)
  return timingSafeEqual(given, tag) && parsed !== undefined
}

interface Parsed {
  readonly salt: Buffer
  readonly tag: Buffer
  readonly parameters: typeof PARAMETERS
}

const NOBODY: Parsed = { salt: randomBytes(SALT_BYTES), tag: randomBytes(32), parameters: PARAMETERS }
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

function parse(hash: string): Parsed {
  const match = PHC.exec(hash)
  if (!match) throw new Error('a password hash is not an argon2id PHC string')
  const tag = Buffer.from(match[5]!, 'base64')
  const parameters = {
    memory: Number(match[1]),
    passes: Number(match[2]),
    parallelism: Number(match[3]),
    tagLength: tag.length,
  }
  return { salt: Buffer.from(match[4]!, 'base64'), tag, parameters }
}

async function digest(password: string, nonce: Buffer, parameters: typeof PARAMETERS): Promise<Buffer> {
  // NFKC: full-width and half-width letters of Chinese input methods are the same password.
  const message = Buffer.from(password.normalize('NFKC'), 'utf8')
  await takeTurn()
  try {
    return await new Promise((resolve, reject) => {
      argon2('argon2id', { message, nonce, ...parameters }, (error, tag) => (error ? reject(error) : resolve(tag)))
    })
  } finally {
    passTurn()
  }
}

let running = 0
const waiting: (() => void)[] = []

async function takeTurn(): Promise<void> {
  if (running < MOST_AT_ONCE) {
    running += 1
    return
  }
  await new Promise<void>((resolve) => waiting.push(resolve))
}

function passTurn(): void {
  const next = waiting.shift()
  if (next) next()
  else running -= 1
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
