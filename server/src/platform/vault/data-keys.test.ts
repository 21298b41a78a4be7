import { createCipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { makeSoftToken, NO_SOFTHSM } from '../../../test/debian-softhsm.ts'
import { runAct } from '../act/index.ts'
import { systemActor } from '../../kernel/index.ts'
import type { RunAct } from '../module/index.ts'
import { createClock } from '../clock/clock.ts'
import { listDataKeys, openVault, resealValues, retireDataKey, rewrapDataKeys, rotateDataKey } from './index.ts'
import type { OpenedVault, SealedTable } from './index.ts'
import { keyIdOf } from './vault.ts'

/** Columns of bytes that no vault sealed, each with its reason. Everything else is declared by its module. */
const NOT_SEALED: readonly (readonly [RegExp, string])[] = [
  [/\.(digest|request_digest|\w+_digest|prev|leaf_hash|hash|token_hash|root|frontier|head_digest)$/, 'a digest'],
  [/\.(\w+_)?blinds?$/, 'a blind index'],
  [/^identity\.throttles\.key$|^cases\.look_up_throttles\.key$/, 'a blind index'],
  [/^ledger\.\w+\.salt$/, 'random, beside what it salts'],
  [/^identity\.factors\.(credential_id|public_key)$/, 'public: what a passkey shows to everybody'],
  [/^vault\.data_keys\.wrapped$/, 'under the master key'],
]

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const asWorker: RunAct = (fn) => app.act({ actor: systemActor('test'), mode: 'record', role: 'yiwang_worker' }, fn)
const change = () => ({ database: app.database, act: app.act, provider: app.keyProviders[0]!, suite: 'aes' as const })
const column = (table: SealedTable) => Object.entries(table.columns)

/** Every sealed value there is, opened. @returns how many stand under each data key */
async function openEverything(vault: OpenedVault['vault']): Promise<Map<number, number>> {
  const found = new Map<number, number>()
  for (const table of app.sealed)
    for (const [name, context] of column(table))
      for (const { value } of await app.sql<{ value: Buffer }>(
        `select ${name} as value from ${table.table} where ${name} is not null`,
      )) {
        vault.open(value, context)
        found.set(keyIdOf(value), (found.get(keyIdOf(value)) ?? 0) + 1)
      }
  return found
}

/** Another process of the same installation. */
async function another(): Promise<OpenedVault & { close(): Promise<void> }> {
  const opened = await openVault({
    database: { url: app.databaseUrl, poolSize: 2 },
    dataDir: app.dataDir,
    clock: createClock(),
  })
  return { ...opened, close: () => opened.database.close() }
}
const read = (one: OpenedVault) =>
  one.database.tx('yiwang_app', { readOnly: true, variables: { actor: 'test' } }, () => Promise.resolve(one.vault))

describe('sealed columns', () => {
  it('are declared by their modules: a column of bytes is sealed, or it is known why not', async () => {
    const columns = await app.sql<{ name: string }>(`select n.nspname || '.' || c.relname || '.' || a.attname as name
      from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p') and not c.relispartition
        join pg_namespace n on n.oid = c.relnamespace
      where a.atttypid in ('bytea'::regtype, 'bytea[]'::regtype) and a.attnum > 0 and not a.attisdropped
        and n.nspname !~ '^(pg_|information_schema$|graphile_worker$)'`)
    const declared = app.sealed.flatMap(({ table, columns: of }) => Object.keys(of).map((name) => `${table}.${name}`))
    const left = columns.map(({ name }) => name).filter((name) => !NOT_SEALED.some(([pattern]) => pattern.test(name)))
    expect(left.toSorted()).toEqual(declared.toSorted())
  })

  it('can be sealed anew by the worker, which reads and writes no more for it than these columns and their keys', async () => {
    const lacking: string[] = []
    for (const { table, columns: of } of app.sealed)
      for (const name of Object.keys(of)) {
        const [may] = await app.sql<{ may: boolean }>(
          `select has_column_privilege('yiwang_worker', $1, $2, 'select') and has_column_privilege('yiwang_worker', $1, $2, 'update')
            and not exists (select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
              where i.indrelid = $1::regclass and i.indisprimary and not has_column_privilege('yiwang_worker', $1, a.attname, 'select')) as may`,
          [table, name],
        )
        if (!may!.may) lacking.push(`${table}.${name}`)
      }
    expect(lacking).toEqual([])
  })
})

describe('rotating the data key', () => {
  it('gives every process the new key with its next transaction, and what was sealed before still opens', async () => {
    const other = await another()
    const before = (await read(other)).seal('旧值', 'test.field')
    const { id, former } = await rotateDataKey(change())
    expect(keyIdOf(before)).toBe(former)
    const after = (await read(other)).seal('新值', 'test.field')
    expect(keyIdOf(after)).toBe(id)
    const [here, there] = await Promise.all([asWorker((ctx) => Promise.resolve(ctx.vault)), read(other)])
    for (const vault of [here, there]) {
      expect(vault.open(before, 'test.field')).toBe('旧值')
      expect(vault.open(after, 'test.field')).toBe('新值')
      expect(() => vault.open(after, 'test.other')).toThrow()
    }
    await other.close()
  })

  it('uses no key that an open transaction does not know: it waits, or says so and can be run again', async () => {
    const held = Promise.withResolvers<undefined>()
    const sealed: Buffer[] = []
    const open = asWorker(async (ctx) => {
      await held.promise
      sealed.push(ctx.vault.seal('慢', 'test.field'))
    })
    const other = await another()
    const rotation = rotateDataKey(change())
    let made = false
    while (!made) made = (await listDataKeys(other.database)).some(({ state }) => state === 'known')
    const meanwhile = (await read(other)).seal('同时', 'test.field')
    held.resolve(undefined)
    await open
    const { id, former } = await rotation
    expect(keyIdOf(meanwhile)).toBe(former)
    expect(sealed.map(keyIdOf)).toEqual([former])
    expect(keyIdOf((await read(other)).seal('之后', 'test.field'))).toBe(id)
    await other.close()
  })

  it('seals every old value anew in the background, goes on where it was interrupted, and leaves them as they were', async () => {
    const { id } = await rotateDataKey(change())
    const [words] = await app.sql<{ name: Buffer }>(`select name from identity.accounts order by id limit 1`)
    const name = await asWorker((ctx) => Promise.resolve(ctx.vault.open(words!.name, 'identity.account_name')))
    let batches = 0
    const stumbling: RunAct = async (fn) => {
      batches += 1
      if (batches > 9) throw new Error('the program is stopped')
      return await asWorker(fn)
    }
    await expect(resealValues(stumbling, app.sealed)).rejects.toThrow('stopped')
    const half = (await listDataKeys(app.database)).find((key) => key.id === id)!
    expect(half.resealed).toMatchObject({ isFinished: false })
    expect(half.resealed!.values).toBeGreaterThan(0)
    await app.drain()
    const all = await openEverything(await asWorker((ctx) => Promise.resolve(ctx.vault)))
    expect([...all.keys()]).toEqual([id])
    const done = (await listDataKeys(app.database)).find((key) => key.id === id)!
    expect(done.resealed).toMatchObject({ isFinished: true })
    const [again] = await app.sql<{ name: Buffer }>(`select name from identity.accounts order by id limit 1`)
    expect(again!.name.equals(words!.name)).toBe(false)
    expect(await asWorker((ctx) => Promise.resolve(ctx.vault.open(again!.name, 'identity.account_name')))).toBe(name)
  })

  it('deletes a key only when nothing stands under it: not in use, not within the hour, not with a value left', async () => {
    const keys = await listDataKeys(app.database)
    const taken = keys.find((key) => key.purpose === 'seal' && key.state === 'taken')!
    const former = keys.findLast((key) => key.purpose === 'seal' && key.state === 'former')!
    const retire = (id: number) => retireDataKey(change(), id, app.sealed)
    await expect(retire(taken.id)).rejects.toThrow('vault/not-former')
    await expect(retire(999)).rejects.toThrow('vault/unknown-key')
    await expect(retire(former.id)).rejects.toThrow('vault/too-early')
    app.at(new Date(Date.now() + 2 * 3_600_000).toISOString())
    const header = Buffer.alloc(40, 2)
    header.writeUInt32BE(former.id, 1)
    const [kept] = await app.sql<{ id: string; name: Buffer }>(
      `select id, name from identity.accounts order by id desc limit 1`,
    )
    await app.sql('update identity.accounts set name = $1 where id = $2', [header, kept!.id])
    await expect(retire(former.id)).rejects.toThrow('vault/still-used')
    await app.sql('update identity.accounts set name = $1 where id = $2', [kept!.name, kept!.id])
    await retire(former.id)
    const [row] = await app.sql<{ wrapped: Buffer | null }>('select wrapped from vault.data_keys where id = $1', [
      former.id,
    ])
    expect(row!.wrapped).toBeNull()
    expect((await openEverything((await another()).vault)).size).toBe(1)
  })

  it('leaves each step in the record, and nothing of a key', async () => {
    const entries = await app.sql<{ canonical: string }>(
      `select canonical from ledger.entries where stream = 'data-keys' order by seq`,
    )
    const kinds = entries.map(({ canonical }) => (JSON.parse(canonical) as { kind: string }).kind)
    expect(new Set(kinds)).toEqual(
      new Set(['vault/DataKeyMade.v1', 'vault/DataKeyTaken.v1', 'vault/ValuesResealed.v1', 'vault/DataKeyRetired.v1']),
    )
    const wrapped = await app.sql<{ wrapped: Buffer }>('select wrapped from vault.data_keys where wrapped is not null')
    const text = entries.map(({ canonical }) => canonical).join('\n')
    for (const { wrapped: one } of wrapped)
      for (const form of ['base64', 'hex'] as const) expect(text).not.toContain(one.toString(form))
  })
})

describe('changing over to SM4', () => {
  it('is a rotation: what AES sealed stays readable, and the job brings it under SM4', async () => {
    const before = await asWorker((ctx) => Promise.resolve(ctx.vault.seal('旧值', 'test.field')))
    const { id } = await rotateDataKey({ ...change(), suite: 'sm' })
    const after = await asWorker((ctx) => Promise.resolve(ctx.vault.seal('新值', 'test.field')))
    expect(keyIdOf(after)).toBe(id)
    expect(after).toHaveLength(5 + 16 + 6 + 32)
    await app.drain()
    const vault = await asWorker((ctx) => Promise.resolve(ctx.vault))
    expect([vault.open(before, 'test.field'), vault.open(after, 'test.field')]).toEqual(['旧值', '新值'])
    expect([...(await openEverything(vault)).keys()]).toEqual([id])
    expect((await listDataKeys(app.database)).at(-1)).toMatchObject({
      id,
      algorithm: 'sm4-ctr-hmac-sm3',
      state: 'taken',
    })
  })
})

describe('the master key', () => {
  it('is refused when it is another one, when it is gone, and when others can read it', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'yiwang-keys-'))
    const open = () =>
      openVault({ database: { url: app.databaseUrl }, dataDir: elsewhere, clock: createClock() }).then((one) =>
        one.database.close(),
      )
    await expect(open()).rejects.toThrow(/读不了主密钥文件/)
    await cp(join(app.dataDir, 'keys'), join(elsewhere, 'keys'), { recursive: true })
    await open()
    await chmod(join(elsewhere, 'keys/root.key'), 0o644)
    await expect(open()).rejects.toThrow(/权限是 0644/)
    await chmod(join(elsewhere, 'keys/root.key'), 0o600)
    await writeFile(join(elsewhere, 'keys/root.key'), randomBytes(32).toString('base64'))
    await expect(open()).rejects.toThrow(/由主密钥 file:[0-9a-f]{16} 保护/)
    await rm(elsewhere, { recursive: true })
  })

  it('can be changed: the data keys are wrapped anew, and the former one opens nothing any more', async () => {
    const file = join(app.dataDir, 'keys', 'next.key')
    await writeFile(file, randomBytes(32).toString('base64'), { mode: 0o600 })
    const open = (keyProvider?: string, formerKeyProviders: string[] = []) =>
      openVault({
        database: { url: app.databaseUrl },
        dataDir: app.dataDir,
        clock: createClock(),
        formerKeyProviders,
        ...(keyProvider !== undefined && { keyProvider }),
      })
    const both = await open(file, ['file'])
    const moved = await rewrapDataKeys({ act: app.act, provider: both.providers[0]! }, both.providers.slice(1))
    expect(moved).toBeGreaterThan(2)
    await both.database.close()
    const next = await open(file)
    await openEverything(next.vault)
    await next.database.close()
    await expect(open()).rejects.toThrow(/由主密钥/)
    // A process that runs has its keys, until it is started with the new setting.
    await openEverything(await asWorker((ctx) => Promise.resolve(ctx.vault)))
  })
})

describe.skipIf(NO_SOFTHSM !== undefined)(`a master key that moves into a hardware module${NO_SOFTHSM ?? ''}`, () => {
  it('is made there when the data keys are wrapped anew; from then on the file opens nothing', async () => {
    const home = await mkdtemp(join(tmpdir(), 'yiwang-keys-'))
    const keyProvider = (await makeSoftToken(home, 'county'))('master')
    const open = (more: { keyProvider?: string; formerKeyProviders?: string[] }) =>
      openVault({ database: { url: app.databaseUrl }, dataDir: app.dataDir, clock: createClock(), ...more })
    await expect(open({ keyProvider })).rejects.toThrow('没有标签为 master 的密钥')
    const former = join(app.dataDir, 'keys', 'next.key')
    const moving = await open({ keyProvider, formerKeyProviders: [former] })
    await rewrapDataKeys({ act: app.act, provider: moving.providers[0]! }, moving.providers.slice(1))
    await moving.database.close()
    const masters = await app.sql<{ master: string }>(
      'select distinct master from vault.data_keys where wrapped is not null',
    )
    expect(masters).toEqual([{ master: expect.stringMatching(/^pkcs11:county\/master#[0-9a-f]{16}$/) as string }])
    const inside = await open({ keyProvider })
    await openEverything(inside.vault)
    const { database, vault, providers: held } = inside
    const deps = { database, vault, clock: createClock(), archives: app.archives }
    const act: typeof app.act = (settings, fn) =>
      runAct(deps, { actor: systemActor('test'), requestId: 'test', ...settings }, fn)
    const { id } = await rotateDataKey({ database, act, provider: held[0]!, suite: 'aes' })
    expect(keyIdOf((await read(inside)).seal('新值', 'test.field'))).toBe(id)
    await inside.database.close()
    await expect(open({ keyProvider: former })).rejects.toThrow(/由主密钥 pkcs11:county/)
    for (const { providers } of [moving, inside]) for (const provider of providers) await provider.close()
    await rm(home, { recursive: true })
  })
})

describe('an installation from before data keys were wrapped', () => {
  it('keeps its blind indexes and sessions, reads its old values, and seals new ones under a key of their own', async () => {
    const rootKey = Buffer.from(await readFile(join(app.dataDir, 'keys', 'root.key'), 'utf8'), 'base64')
    const derived = (purpose: string) => Buffer.from(hkdfSync('sha256', rootKey, 'yiwang', purpose, 32))
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', derived('field encryption'), nonce)
    cipher.setAAD(Buffer.from('identity.account_name'))
    const sealed = [Buffer.of(1), nonce, cipher.update('从前的名字', 'utf8'), cipher.final(), cipher.getAuthTag()]
    await app.sql('truncate vault.data_keys cascade')
    const old = await another()
    const vault = await read(old)
    expect(vault.open(Buffer.concat(sealed), 'identity.account_name')).toBe('从前的名字')
    expect(keyIdOf(vault.reseal(Buffer.concat(sealed), 'identity.account_name')!)).toBe(2)
    const blind = createHmac('sha256', derived('blind index')).update('test.field\0张三').digest().subarray(0, 16)
    expect(vault.blind('张三', 'test.field')).toEqual(blind)
    expect(vault.derive('csrf')).toEqual(derived('csrf'))
    await old.close()
  })

  it('is not what a new one becomes: with CIPHERS=sm its fields are sealed by SM4 and found by HMAC-SM3 from the first', async () => {
    await app.sql('truncate ledger.entries')
    await app.sql('truncate vault.data_keys cascade')
    const fresh = await openVault({
      database: { url: app.databaseUrl },
      dataDir: app.dataDir,
      clock: createClock(),
      suite: 'sm',
    })
    const keys = await listDataKeys(fresh.database)
    expect(keys.map(({ purpose, algorithm }) => `${purpose} ${algorithm}`)).toEqual([
      'seal sm4-ctr-hmac-sm3',
      'blind hmac-sm3',
      'secret hkdf-sha256',
    ])
    const vault = await read({ ...fresh })
    expect(vault.open(vault.seal('张三', 'test.field'), 'test.field')).toBe('张三')
    await fresh.database.close()
  })
})
