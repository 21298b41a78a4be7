import { StartRefusal } from '../config/start-refusal.ts'
import type { KeyProvider } from './key-provider.ts'
import { isBlindAlgorithm, isSealAlgorithm, sealingOf } from './sealing.ts'
import type { Sealing } from './sealing.ts'
import type { DataKeys } from './vault.ts'

/** A data key as the table has it. */
export interface DataKeyRow {
  readonly id: number
  readonly purpose: 'seal' | 'blind' | 'secret'
  readonly algorithm: string
  readonly state: 'known' | 'taken' | 'former' | 'retired'
  readonly master: string
  readonly wrapped: Buffer | null
}

export type AskRows = (text: string) => Promise<readonly Record<string, unknown>[]>

/** The data keys of an installation in this process. */
export interface KeyRing extends DataKeys {
  /** What {@link KeyRing.follow} wants to know at the beginning of a transaction. */
  readonly asks: string
  /** Keys in time with a transaction that just began; another generation is read over its own connection. */
  follow(generation: number, ask: AskRows): Promise<void> | undefined
}

const ROWS = 'select id, purpose, algorithm, state, master, wrapped from vault.data_keys order by id'

interface Standing {
  readonly generation: number
  readonly rows: readonly DataKeyRow[]
}

/** @param providers the first wraps; the others are asked for what was wrapped under their master keys */
export function createKeyRing(providers: readonly KeyProvider[]): KeyRing {
  // Unwrapped keys stay: what a number means never changes.
  const keys = new Map<number, Buffer>()
  const sealings = new Map<number, Sealing>()
  let standing: Standing = { generation: -1, rows: [] }
  const load = async (generation: number, ask: AskRows): Promise<void> => {
    const rows = (await ask(ROWS)) as unknown as DataKeyRow[]
    for (const row of rows) {
      if (keys.has(row.id) || row.wrapped === null) continue
      const key = await unwrap(row, providers)
      keys.set(row.id, key)
      if (isSealAlgorithm(row.algorithm)) sealings.set(row.id, sealingOf(row.algorithm, key))
    }
    if (generation > standing.generation) standing = { generation, rows }
  }
  const taken = (purpose: DataKeyRow['purpose']) => {
    const row = standing.rows.find((one) => one.purpose === purpose && one.state === 'taken')
    const key = row && keys.get(row.id)
    if (!key) throw new Error(`there is no data key (${purpose}) yet`)
    return { id: row.id, algorithm: row.algorithm, key }
  }
  return {
    asks: '(select generation from vault.ring)',
    follow: (generation, ask) => (generation <= standing.generation ? undefined : load(generation, ask)),
    sealing: () => {
      const { id } = taken('seal')
      return { id, sealing: sealings.get(id)! }
    },
    opening: (id) => {
      const sealing = sealings.get(id)
      if (!sealing) throw new Error(`a value is sealed under data key ${id}, which is not there or retired`)
      return sealing
    },
    blinding: () => {
      const { algorithm, key } = taken('blind')
      if (!isBlindAlgorithm(algorithm)) throw new Error(`unknown algorithm of a blind index: ${algorithm}`)
      return { algorithm, key }
    },
    secret: () => taken('secret').key,
  }
}

/** What a wrapped key is bound to. */
export function wrappingContext({ id, purpose, algorithm }: Pick<DataKeyRow, 'id' | 'purpose' | 'algorithm'>): string {
  return `yiwang data key ${id} ${purpose} ${algorithm}`
}

/** @throws StartRefusal when it is wrapped under a master key that is not at hand, or does not open */
export async function unwrap(row: DataKeyRow, providers: readonly KeyProvider[]): Promise<Buffer> {
  const provider = providers.find(({ master }) => master === row.master)
  if (!provider)
    throw new StartRefusal(
      `数据密钥 ${row.id} 由主密钥 ${row.master} 保护，而现在配置的是 ${providers.map(({ master }) => master).join('、')}。请检查 KEY_PROVIDER 与 DATA_DIR/keys。`,
      `Data key ${row.id} is wrapped under the master key ${row.master}; configured is ${providers.map(({ master }) => master).join(', ')}. Check KEY_PROVIDER and DATA_DIR/keys.`,
    )
  return await provider.unwrap(row.wrapped!, wrappingContext(row)).catch((cause: unknown) => {
    throw new StartRefusal(
      `数据密钥 ${row.id} 用主密钥 ${row.master} 打不开，它可能被改动。`,
      `Data key ${row.id} does not open under the master key ${row.master}: it may have been altered.`,
      cause,
    )
  })
}
