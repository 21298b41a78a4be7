import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sealingOf } from '../vault/sealing.ts'
import { lockKey, makeRecoveryKey, unlockKey } from './backup-locks.ts'
import { openStream, sealStream } from './sealed-stream.ts'

const sealing = sealingOf('aes-256-gcm', Buffer.alloc(32, 7))

async function run(input: readonly Buffer[], through: NodeJS.ReadWriteStream): Promise<Buffer> {
  const parts: Buffer[] = []
  const into = new Writable({ write: (part: Buffer, _encoding, done) => (parts.push(part), done()) })
  await pipeline(Readable.from(input), through, into)
  return Buffer.concat(parts)
}
const seal = (bytes: Buffer, name = 'database') => run([bytes], sealStream(sealing, name))
const open = (bytes: Buffer, name = 'database') => run([bytes], openStream(sealing, name))

/** Where each sealed chunk begins and ends. */
function chunksOf(sealed: Buffer): Buffer[] {
  const chunks: Buffer[] = []
  for (let at = 0; at < sealed.length; at += chunks.at(-1)!.length)
    chunks.push(sealed.subarray(at, at + 4 + (sealed.readUInt32BE(at) % 0x8000_0000)))
  return chunks
}

describe('a sealed stream', () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 131_072, 300_000])('of %i bytes opens to what it was', async (length) => {
    const bytes = Buffer.alloc(length, '灵山')
    const sealed = await seal(bytes)
    expect(chunksOf(sealed)).toHaveLength(Math.max(1, Math.ceil(length / 65_536)))
    expect((await open(sealed)).equals(bytes)).toBe(true)
  })

  it('opens however it is cut up on its way', async () => {
    const bytes = Buffer.alloc(200_000, 'abc')
    const sealed = await seal(bytes)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 30 }), async (cuts) => {
        const parts: Buffer[] = []
        let at = 0
        for (const cut of cuts) parts.push(sealed.subarray(at, (at = Math.min(at + cut, sealed.length))))
        parts.push(sealed.subarray(at))
        expect((await run(parts, openStream(sealing, 'database'))).equals(bytes)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  it('is refused when a chunk was altered, left out, doubled or moved, when it breaks off or goes on, or is of another name', async () => {
    const sealed = await seal(Buffer.alloc(200_000, 'abc'))
    const [a, b, c, d] = chunksOf(sealed)
    const altered = Buffer.from(sealed)
    altered[70_000]! ^= 1
    for (const wrong of [
      altered,
      Buffer.concat([a!, c!, d!]),
      Buffer.concat([a!, a!, b!, c!, d!]),
      Buffer.concat([b!, a!, c!, d!]),
      Buffer.concat([sealed, d!]),
      Buffer.concat([sealed, Buffer.of(0)]),
      d!,
    ])
      await expect(open(wrong)).rejects.toThrow('备份已损坏或者被改动：database')
    for (const short of [Buffer.alloc(0), Buffer.concat([a!, b!, c!]), sealed.subarray(0, -1)])
      await expect(open(short)).rejects.toThrow('备份不完整：database')
    await expect(open(sealed, 'keys')).rejects.toThrow('备份已损坏或者被改动：keys')
  })

  it('cannot be ended earlier by marking another chunk as the last', async () => {
    const [a] = chunksOf(await seal(Buffer.alloc(200_000, 'abc')))
    const last = Buffer.from(a!)
    last.writeUInt32BE((last.readUInt32BE() | 0x8000_0000) >>> 0)
    await expect(open(last)).rejects.toThrow('备份已损坏或者被改动')
  })

  it('needs no more memory for a longer one', async () => {
    const block = Buffer.alloc(1 << 20, 1)
    const blocks = 160
    let opened = 0
    let most = 0
    const before = process.memoryUsage()
    const source = Readable.from(
      (function* () {
        for (let n = 0; n < blocks; n += 1) yield block
      })(),
    )
    await pipeline(source, sealStream(sealing, 'big'), openStream(sealing, 'big'), async (parts) => {
      for await (const part of parts as AsyncIterable<Buffer>) {
        opened += part.length
        if (opened % (16 << 20) === 0) most = Math.max(most, process.memoryUsage().rss)
      }
    })
    expect(opened).toBe(blocks << 20)
    expect(most - before.rss).toBeLessThan(120 << 20)
  })
})

describe('the key of a backup', () => {
  const key = Buffer.alloc(32, 3)

  it('is opened by any of its locks, and by nothing else', async () => {
    const [ours, others] = [makeRecoveryKey(), makeRecoveryKey()]
    const passphrase = '荔枝红了的时候，请再来'
    const locks = await lockKey(key, { recipients: [others.publicKey, ours.publicKey], passphrase })
    expect(await unlockKey(locks, { recoveryKey: `# paper\n${ours.secretKey}\n` })).toEqual(key)
    expect(await unlockKey(locks, { passphrase })).toEqual(key)
    for (const wrong of [
      {},
      { passphrase: `${passphrase}。` },
      { recoveryKey: makeRecoveryKey().secretKey },
      { recoveryKey: 'YIWANG-RECOVERY-KEY-torn' },
    ])
      await expect(unlockKey(locks, wrong)).rejects.toThrow('给出的密钥都打不开它')
    expect(JSON.stringify(locks)).not.toContain(ours.secretKey.slice(-20))
  })

  it('is not locked to what is no public key', async () => {
    await expect(lockKey(key, { recipients: ['yiwang-recovery-abc'] })).rejects.toThrow('不是恢复公钥')
    await expect(lockKey(key, { recipients: [makeRecoveryKey().secretKey] })).rejects.toThrow('不是恢复公钥')
  })
})
