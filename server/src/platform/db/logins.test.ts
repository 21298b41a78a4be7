import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from '../../../test/harness.ts'
import type { TestApp } from '../../../test/harness.ts'
import { createDatabase, examineLogins, PROGRAM_ROLES, readOrMakePasswords } from './index.ts'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const OTHERS = ['yiwang_owner', ...PROGRAM_ROLES]

describe('a login a role', () => {
  it.each(PROGRAM_ROLES)('keeps whoever holds a connection of %s in that role', async (role) => {
    const client = await app.database.pool(role).connect()
    try {
      await client.query('reset role')
      expect((await client.query('select current_user::text as now')).rows).toEqual([{ now: role }])
      for (const other of OTHERS.filter((one) => one !== role)) {
        await expect(client.query(`set role ${other}`), other).rejects.toMatchObject({ code: '42501' })
        await expect(client.query(`set session authorization ${other}`), other).rejects.toMatchObject({ code: '42501' })
      }
      await expect(client.query(`alter role ${role} bypassrls`)).rejects.toMatchObject({ code: '42501' })
    } finally {
      client.release(true)
    }
  })

  it('makes passwords once, apart for each role, for the operating account alone', async () => {
    const secrets = await mkdtemp(join(tmpdir(), 'yiwang-secrets-'))
    try {
      const first = await readOrMakePasswords(secrets)
      expect(await readOrMakePasswords(secrets)).toEqual(first)
      expect(new Set(Object.values(first)).size).toBe(PROGRAM_ROLES.length)
      for (const role of PROGRAM_ROLES) {
        const path = join(secrets, `${role}-password`)
        expect((await stat(path)).mode & 0o777).toBe(0o600)
        expect((await readFile(path, 'utf8')).trim()).toMatch(/^[\w-]{32}$/)
      }
    } finally {
      await rm(secrets, { recursive: true })
    }
  })

  it('works with one address as well, and says of it what it could become', async () => {
    const database = createDatabase({ url: app.databaseUrl, poolSize: 1 })
    try {
      const seen = await database.glance('yiwang_app', 'select current_user::text as now', [])
      expect(seen).toEqual([{ now: 'yiwang_app' }])
    } finally {
      await database.close()
    }
    const [standing] = await examineLogins(app.databaseUrl, {})
    expect(standing?.more).toEqual(expect.arrayContaining(['superuser', 'yiwang_owner', 'yiwang_worker']))
  })
})
