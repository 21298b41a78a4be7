import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { MIGRATION_LOCK } from './migrate.ts'

/** The roles that the serving program works under. The owner is none of them: it migrates, and signs in to nothing. */
export const PROGRAM_ROLES = ['yiwang_app', 'yiwang_worker', 'yiwang_sequencer', 'yiwang_reader'] as const
export type ProgramRole = (typeof PROGRAM_ROLES)[number]

/** An address for each role: whoever holds one connection cannot take on another role. */
export type Logins = Readonly<Partial<Record<ProgramRole, string>>>

/** What is wrong with a login: what it may be besides its own role. */
export interface LoginStanding {
  readonly role: ProgramRole
  readonly login: string
  /** Other roles of ours that it could take on, `superuser` and `bypassrls` among them. */
  readonly more: readonly string[]
}

/**
 * Gives each role of an embedded database a password of its own, kept in `secrets` and readable by the operating account alone.
 * Said again at every start: a restored database still has the passwords of the one it was taken from.
 */
export async function giveLogins(url: string, secrets: string): Promise<Logins> {
  const passwords = await readOrMakePasswords(secrets)
  const client = new pg.Client({ connectionString: url, application_name: 'yiwang logins' })
  await client.connect()
  try {
    await client.query(`begin; select pg_advisory_xact_lock(${MIGRATION_LOCK})`)
    for (const role of PROGRAM_ROLES) {
      await client.query(`alter role ${pg.escapeIdentifier(role)} login password ${pg.escapeLiteral(passwords[role])}`)
    }
    await client.query('commit')
  } finally {
    await client.end()
  }
  return loginsAt(url, passwords)
}

/** The addresses of the roles in a database: that of `url`, entered as each of them. */
export function loginsAt(url: string, passwords: Readonly<Record<ProgramRole, string>>): Required<Logins> {
  const addressOf = (role: ProgramRole): string => {
    const address = new URL(url)
    address.username = role
    address.password = passwords[role]
    return address.href
  }
  return Object.fromEntries(PROGRAM_ROLES.map((role) => [role, addressOf(role)])) as Required<Logins>
}

export async function readOrMakePasswords(secrets: string): Promise<Readonly<Record<ProgramRole, string>>> {
  await mkdir(secrets, { recursive: true, mode: 0o700 })
  const kept = await Promise.all(
    PROGRAM_ROLES.map(async (role) => [role, await readOrMake(join(secrets, `${role}-password`))] as const),
  )
  return Object.fromEntries(kept) as Record<ProgramRole, string>
}

/** Of each role, with what login it signs in and what else that login could become. */
export async function examineLogins(url: string, logins: Logins): Promise<LoginStanding[]> {
  return await Promise.all(PROGRAM_ROLES.map((role) => examine(role, logins[role] ?? url)))
}

async function examine(role: ProgramRole, url: string): Promise<LoginStanding> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    const { rows } = await client.query<{ login: string; more: string[] }>(
      `select session_user::text as login, array(
          select other from unnest(array['yiwang_owner', 'yiwang_app', 'yiwang_worker', 'yiwang_sequencer', 'yiwang_reader']) as other
          where other <> $1 and to_regrole(other) is not null and pg_has_role(session_user, to_regrole(other), 'member')
          union all select 'superuser' from pg_roles where rolname = session_user and rolsuper
          union all select 'bypassrls' from pg_roles where rolname = session_user and rolbypassrls) as more`,
      [role],
    )
    return { role, login: rows[0]?.login ?? '', more: rows[0]?.more ?? [] }
  } finally {
    await client.end()
  }
}

async function readOrMake(path: string): Promise<string> {
  try {
    // `wx`: of two programs that make it at once one wins, and the other reads.
    await writeFile(path, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
    await chmod(path, 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return (await readFile(path, 'utf8')).trim()
}
