import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PassThrough } from 'node:stream'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { StartRefusal } from '../config/index.ts'
import { isSealAlgorithm, sealingOf, SUITES } from '../vault/sealing.ts'
import type { SealAlgorithm, Sealing, Suite } from '../vault/sealing.ts'
import { followed } from './backup-contents.ts'
import type { Content } from './backup-contents.ts'
import { lockKey, unlockKey } from './backup-locks.ts'
import type { BackupKeys, Lock, LockingTo } from './backup-locks.ts'
import { openStream, sealStream } from './sealed-stream.ts'

/** What stands in clear in an encrypted backup: how its key is locked. All else is sealed, its names too. */
export interface SealedHead {
  readonly format: 2
  readonly version: string
  readonly madeAt: string
  readonly algorithm: SealAlgorithm
  readonly locks: readonly Lock[]
  /** Over the rest of the head, under the key. */
  readonly mac: string
}

/** The parts with a name of their own on the disk. */
export type SealedPart = 'database' | 'manifest' | 'keys' | 'note'
const LIST = 'list'

export interface SealedWriter {
  readonly head: SealedHead
  write(part: SealedPart, content: Readable): Promise<void>
  /** A file of the store, or of an archived year: on the disk it has a number, its name stands in the list. */
  add(name: string, content: Readable): Promise<void>
  /** Ends the list. Nothing may follow but the head. */
  finish(): Promise<void>
}

export interface SealedReader {
  read(part: SealedPart): Readable
  contents(): AsyncIterable<Content>
}

export interface CreateSealed {
  readonly folder: string
  readonly version: string
  readonly suite: Suite
  readonly lockedTo: LockingTo
}

export async function createSealed({ folder, version, suite, lockedTo }: CreateSealed): Promise<SealedWriter> {
  const key = randomBytes(32)
  const algorithm = SUITES[suite].seal
  const sealing = sealingOf(algorithm, key)
  const rest = {
    format: 2,
    version,
    madeAt: new Date().toISOString(),
    algorithm,
    locks: await lockKey(key, lockedTo),
  } as const
  const list = new PassThrough()
  const listed = put(sealing, list, { name: LIST, place: placeOf(folder, LIST) })
  listed.catch(() => undefined) // Told by `finish`.
  let count = 0
  return {
    head: { ...rest, mac: macOf(key, rest) },
    write: (part, content) => put(sealing, content, { name: part, place: placeOf(folder, part) }),
    add: async (name, content) => {
      await put(sealing, content, { name: `content ${count} ${name}`, place: numbered(folder, count) })
      if (!list.write(`${JSON.stringify(name)}\n`)) await new Promise((done) => list.once('drain', done))
      count += 1
    },
    finish: async () => {
      list.end()
      await listed
    },
  }
}

/** @throws StartRefusal when no key that is at hand opens it, or the head was altered */
export async function openSealed(folder: string, head: SealedHead, keys: BackupKeys): Promise<SealedReader> {
  if (!isSealAlgorithm(head.algorithm))
    throw new StartRefusal(
      `本版本不认识备份的算法 ${String(head.algorithm)}。`,
      `This version does not know the algorithm ${String(head.algorithm)}.`,
    )
  const key = await unlockKey(head.locks, keys)
  const { mac, ...rest } = head
  if (!equal(macOf(key, rest), mac))
    throw new StartRefusal('备份已损坏或者被改动：backup.json。', 'The backup is damaged or was altered: backup.json.')
  const sealing = sealingOf(head.algorithm, key)
  const open = (name: string, place: string): Readable => followed(createReadStream(place), openStream(sealing, name))
  return {
    read: (part) => open(part, placeOf(folder, part)),
    contents: async function* () {
      let count = 0
      const list = open(LIST, placeOf(folder, LIST))
      for await (const line of linesOf(list)) {
        const name = JSON.parse(line) as string
        const [sealedName, place] = [`content ${count} ${name}`, numbered(folder, count)]
        yield { name, open: () => open(sealedName, place) }
        count += 1
      }
    },
  }
}

async function* linesOf(stream: Readable): AsyncIterable<string> {
  let rest = ''
  stream.setEncoding('utf8')
  for await (const part of stream as AsyncIterable<string>) {
    const lines = `${rest}${part}`.split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

async function put(
  sealing: Sealing,
  content: Readable,
  { name, place }: { name: string; place: string },
): Promise<void> {
  await mkdir(dirname(place), { recursive: true, mode: 0o700 })
  await pipeline(
    content,
    sealStream(sealing, name),
    createWriteStream(place, { mode: 0o600, flags: 'wx', flush: true }),
  )
}

function placeOf(folder: string, part: string): string {
  return join(folder, `${part}.sealed`)
}

/** A thousand a folder. */
function numbered(folder: string, count: number): string {
  const text = String(count).padStart(9, '0')
  return join(folder, 'contents', text.slice(0, 6), `${text}.sealed`)
}

function macOf(key: Buffer, rest: Omit<SealedHead, 'mac'>): string {
  const macKey = Buffer.from(hkdfSync('sha256', key, 'yiwang', 'head of a backup', 32))
  return createHmac('sha256', macKey).update(JSON.stringify(rest)).digest('base64')
}

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
