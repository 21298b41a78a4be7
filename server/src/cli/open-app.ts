import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildApp } from '../app.ts'
import type { App } from '../app.ts'
import type { AppOptions } from '../app-options.ts'
import type { IdentityPartners } from '../modules/identity/contract/index.ts'
import type { Clock } from '../platform/clock/clock.ts'
import type { Config } from '../platform/config/index.ts'
import { readConfig, StartRefusal } from '../platform/config/index.ts'
import { createDatabase, giveLogins, migrate } from '../platform/db/index.ts'
import { createCluster } from '../platform/embedded-postgres/index.ts'
import type { Logins } from '../platform/db/index.ts'
import type { ClusterEvent, ClusterOptions } from '../platform/embedded-postgres/index.ts'
import { readTls } from '../platform/http/index.ts'
import { migrateJobs } from '../platform/jobs/index.ts'
import { createClamd } from '../platform/scanning/index.ts'
import { EXIT } from './command.ts'
import type { ExitCode, Invocation } from './command.ts'
import { readListKinds } from './read-list-kinds.ts'
import { readPartners } from './read-partners.ts'

export interface OpenDatabase {
  /** Of the superuser or the operator's account: it migrates and backs up. */
  readonly url: string
  /** How the program's roles sign in; asked when the database was brought up to date, because that makes the roles. */
  logins(): Promise<Logins>
  close(): Promise<void>
}

type Say = (line: string) => void

/** The database the configuration names; without a name the embedded one, which is started, or borrowed from a running server. */
export async function openDatabase(
  config: Config,
  say: Say,
  whenInUse: ClusterOptions['whenInUse'],
): Promise<OpenDatabase> {
  if (config.databaseUrl) {
    return { url: config.databaseUrl, logins: () => Promise.resolve(config.logins), close: () => Promise.resolve() }
  }
  const cluster = await createCluster({
    dataDir: config.dataDir,
    ...(whenInUse && { whenInUse }),
    onEvent: (event) => say(describe(event)),
  })
  return {
    url: cluster.url,
    logins: () => giveLogins(cluster.url, join(config.dataDir, 'secrets')),
    close: () => cluster.stop(),
  }
}

/** Brings the database to this version. @returns how many migrations ran */
export async function bringUpToDate(url: string): Promise<number> {
  try {
    const ran = await migrate(url)
    const database = createDatabase({ url, poolSize: 1 })
    await migrateJobs(database).finally(() => database.close())
    return ran.length
  } catch (error) {
    throw unreachable(error) ?? error
  }
}

export async function buildFrom(
  config: Config,
  database: OpenDatabase,
  { clock, formerKeyProviders, partners: simulated }: Beside = {},
): Promise<App> {
  const partners = config.identityPartnersFile === undefined ? simulated : readPartners(config.identityPartnersFile)
  return await buildApp({
    databaseUrl: database.url,
    logins: await database.logins(),
    dataDir: config.dataDir,
    filesUrl: config.filesUrl,
    publicUrl: config.publicUrl,
    secureCookies: config.secureCookies,
    demo: config.demo,
    secondFactor: config.secondFactor,
    proofMinutes: config.proofMinutes,
    sessionsPerAccount: config.sessionsPerAccount,
    logger: config.logLevel === 'silent' ? false : { level: config.logLevel },
    requestsPerMinute: config.requestsPerMinute,
    witnesses: config.witnesses,
    httpsOnly: config.environment === 'production',
    outgoingAllowed: config.outgoingAllowed,
    itemUpstreams: config.itemUpstreams,
    ...(config.tls && { tls: await readTls(config.tls) }),
    ...(config.certificatePort !== undefined && { certificateDoor: doorAt(config.publicUrl, config.certificatePort) }),
    ...(config.trustProxy !== undefined && { trustProxy: config.trustProxy }),
    ...(config.syslog && { syslog: await syslogOf(config.syslog) }),
    ...(config.clamd && { scanner: createClamd(config.clamd) }),
    ...(partners && { identityPartners: partners }),
    ...(config.listKindsFile !== undefined && { listKinds: readListKinds(config.listKindsFile) }),
    suite: config.suite,
    ...(config.keyProvider !== undefined && { keyProvider: config.keyProvider }),
    ...(formerKeyProviders && { formerKeyProviders }),
    ...(clock && { clock }),
  })
}

/** The public host under another port: cookies of the one come to the other. */
function doorAt(publicUrl: string, port: number): string {
  const url = new URL('/', publicUrl)
  url.port = String(port)
  return url.href
}

/** The authority's certificate is read at the start, so that a wrong path is noticed then. */
async function syslogOf({
  targets,
  caFile,
  mayBeClear,
}: NonNullable<Config['syslog']>): Promise<NonNullable<AppOptions['syslog']>> {
  return { targets, mayBeClear, ...(caFile !== undefined && { authority: await readFile(caFile, 'utf8') }) }
}

interface Beside {
  readonly clock?: Clock
  /** Where the configuration names none. */
  readonly partners?: IdentityPartners
  /** Other master keys that data keys may still be wrapped under. */
  readonly formerKeyProviders?: readonly string[]
}

/** Runs an operator's command inside the program, beside a running server if there is one. */
export async function withApp(
  invocation: Invocation,
  run: (app: App, config: Config, databaseUrl: string) => Promise<ExitCode>,
  beside: Beside = {},
): Promise<ExitCode> {
  const config = readConfig(invocation.environment)
  const database = await openDatabase(config, invocation.say, 'attach')
  try {
    await bringUpToDate(database.url)
    const app = await buildFrom(config, database, beside)
    return await run(app, config, database.url).finally(() => app.close())
  } finally {
    await database.close()
  }
}

/** Only brings the database up to date, for `yiwang migrate`. */
export async function withDatabase(invocation: Invocation, run: (url: string) => Promise<void>): Promise<ExitCode> {
  const config = readConfig(invocation.environment)
  const database = await openDatabase(config, invocation.say, 'attach')
  await run(database.url).finally(() => database.close())
  return EXIT.ok
}

/** A database that cannot be reached or entered is the operator's matter, not a fault of the program. */
function unreachable(error: unknown): StartRefusal | undefined {
  const { code, message } = error as { code?: string; message: string }
  const codes = ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', '28P01', '28000', '3D000', '57P03', '42501']
  if (!code || !codes.includes(code)) return undefined
  return new StartRefusal(
    `无法使用数据库:${message}(${code})。`,
    `The database cannot be used: ${message} (${code}).`,
    error,
  )
}

function describe(event: ClusterEvent): string {
  switch (event.kind) {
    case 'initialising':
      return '[数据库] 首次建立 · initialising the embedded PostgreSQL'
    case 'started':
      return `[数据库] PostgreSQL 已就绪,端口 ${event.port},用时 ${event.ms} ms · ready`
    case 'adopted':
      return `[数据库] 接管上次遗留的 PostgreSQL(pid ${event.pid},端口 ${event.port}) · adopted the one left running`
    case 'attached':
      return `[数据库] 使用运行中的一网(pid ${event.pid})的数据库 · using the running server's database`
    case 'died':
      return `[数据库] PostgreSQL 意外退出(pid ${event.pid}),正在重启 · died, restarting: ${event.reason}`
    case 'restarted':
      return `[数据库] PostgreSQL 已恢复,用时 ${event.ms} ms · back`
    case 'restart-failed':
      return `[数据库] 第 ${event.attempt} 次重启失败 · restart failed: ${event.reason}`
  }
}
