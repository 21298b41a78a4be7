import { createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Fresh, Issuer } from './certificates.ts'

/** What signs for one organization: its certificate, the chain above it, and a signature that never shows the key. */
export interface SealKey {
  /** DER, the seal's own certificate first, the root last. */
  readonly chain: readonly Uint8Array[]
  sign(data: Uint8Array): Promise<Uint8Array>
}

/** Where seals' keys live: files here, a hardware module elsewhere. */
export interface SealKeys {
  keyOf(organization: { id: string; name: string }): Promise<SealKey>
}

export interface FileSealKeysOptions {
  readonly folder: string
  /** Make a demo root and the seals that are missing; otherwise a missing one is an error that names its file. */
  readonly generate: boolean
}

/** A seal's certificate that the operator has not supplied. */
export class SealMissing extends Error {
  override readonly name = 'SealMissing'
}

/** One PEM file a seal, `<organization id>.pem`: private key, certificate, what stands above it; for the server's user only. */
export function createFileSealKeys(options: FileSealKeysOptions): SealKeys {
  const loaded = new Map<string, Promise<Pair>>()
  const remember = (id: string, load: () => Promise<Pair>): Promise<Pair> => {
    const found = loaded.get(id) ?? load()
    loaded.set(id, found)
    found.catch(() => loaded.delete(id))
    return found
  }
  const issuer = async (): Promise<Issuer> => {
    const root = await remember('root', () =>
      openPair(options, 'root', async () => (await certificates()).createRoot()),
    )
    return { certificate: root.chain[0]!, key: root.key }
  }
  return {
    keyOf: async ({ id, name }) => {
      const seal = await remember(id, () =>
        openPair(options, id, async () => (await certificates()).createSeal(await issuer(), name)),
      )
      return { chain: seal.chain, sign: (data) => signRsa('sha256', data, seal.key) }
    },
  }
}

/** Loaded where a key has to be made, which an installation of its own keys never does. */
const certificates = () => import('./certificates.ts')

const signRsa = promisify(sign)

interface Pair {
  readonly chain: readonly Uint8Array[]
  readonly key: KeyObject
}

async function openPair(options: FileSealKeysOptions, id: string, create: () => Promise<Fresh>): Promise<Pair> {
  const path = join(options.folder, `${id}.pem`)
  const found = await readPair(path)
  if (found) return found
  if (!options.generate) throw new SealMissing(`no key and certificate of the seal: ${path}`)
  await writePair(path, options.folder, await create())
  const written = await readPair(path)
  if (!written) throw new SealMissing(`the key of the seal was not kept: ${path}`)
  return written
}

async function readPair(path: string): Promise<Pair | undefined> {
  const pem = await readIfThere(path)
  if (pem === undefined) return undefined
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  if (certificates.length === 0 || !pem.includes('PRIVATE KEY-----')) {
    throw new SealMissing(`${path} must hold a private key and its certificate, both PEM`)
  }
  return {
    key: createPrivateKey(pem),
    chain: certificates.map((part) => new Uint8Array(new X509Certificate(part).raw)),
  }
}

/** One file for key and certificates, linked into place: two processes that start at once agree on the first one's. */
async function writePair(path: string, folder: string, fresh: Fresh): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const key = fresh.key.export({ type: 'pkcs8', format: 'pem' }).toString()
  const draft = `${path}.${process.pid}.${Date.now()}`
  await writeFile(draft, [key, ...fresh.chain.map(pemOf)].join(''), { mode: 0o600, flag: 'wx' })
  try {
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft)
  }
}

function pemOf(der: Uint8Array): string {
  return new X509Certificate(der).toString()
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
