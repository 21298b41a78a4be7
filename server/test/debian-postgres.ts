import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SUPERUSER } from '../src/platform/embedded-postgres/postmaster.ts'
import type { Machine } from '../src/platform/embedded-postgres/postmaster.ts'
import { chooseRunAs, giveTo } from '../src/platform/embedded-postgres/run-as.ts'

/** The oldest release that DATABASE_URL may name, as Debian 12 installs it; the embedded one is newer. */
export const OLDER_POSTGRES = '/usr/lib/postgresql/15/bin'

/** A cluster of that release in a folder of its own. */
export function machineIn(home: string, settings: Readonly<Record<string, string>>): Machine {
  const file = (name: string) => join(home, name)
  return {
    binaries: {
      native: OLDER_POSTGRES,
      initdb: join(OLDER_POSTGRES, 'initdb'),
      postgres: join(OLDER_POSTGRES, 'postgres'),
      pgCtl: join(OLDER_POSTGRES, 'pg_ctl'),
    },
    folders: {
      pgData: file('data'),
      log: file('log'),
      password: file('password'),
      supervisor: file('supervisor'),
      port: file('port'),
    },
    runAs: chooseRunAs(),
    password: randomBytes(24).toString('base64url'),
    settings: { fsync: 'off', full_page_writes: 'off', max_connections: '200', timezone: 'UTC', ...settings },
  }
}

/** As an operator would with a cluster of that release: C.UTF-8 of the operating system, because its own came with 17. */
export function initialise({ binaries, folders, runAs, password }: Machine): void {
  mkdirSync(folders.pgData, { mode: 0o700 })
  writeFileSync(folders.password, password, { mode: 0o600 })
  if (runAs.kind === 'other-user') giveTo(runAs.fileOwner, join(folders.pgData, '..'))
  const [command, args] = runAs.command(binaries.initdb, [
    ...['-D', folders.pgData, '-U', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${folders.password}`],
    ...['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
  ])
  const { status, stderr, error } = spawnSync(command, args, { ...runAs.spawn, encoding: 'utf8' })
  if (status !== 0) throw new Error(`initdb of PostgreSQL 15 failed: ${error?.message ?? stderr}`)
}
