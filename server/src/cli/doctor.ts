import { existsSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import pg from 'pg'
import { readConfig } from '../platform/config/index.ts'
import type { Config } from '../platform/config/index.ts'
import { readTls } from '../platform/http/tls.ts'
import { createClamd } from '../platform/scanning/index.ts'
import { EXIT } from './command.ts'
import type { Command, ExitCode, Invocation } from './command.ts'
import type { OpenDatabase } from './open-app.ts'

interface Finding {
  readonly what: string
  readonly holds: boolean
  readonly detail: string
}

/** Below this a year of a county's files and ledger may not fit. */
const COMFORTABLE_BYTES = 5 * 1024 ** 3
/** PostgreSQL 15 is the oldest that the action tests run on. */
const OLDEST_POSTGRES = 150_000

export const doctorCommand: Command = {
  name: 'doctor',
  summary: '检查配置、数据目录、数据库与磁盘 · check configuration, data directory, database and disk',
  options: {},
  run: async (invocation) => await examine(invocation),
}

async function examine(invocation: Invocation): Promise<ExitCode> {
  const config = readConfig(invocation.environment)
  const findings = [
    node(),
    disk(config),
    ...(await database(config, invocation)),
    publicUrl(config),
    await encryption(config),
    await malwareScanner(config),
  ]
  for (const { what, holds, detail } of findings) invocation.out(`${holds ? '✓' : '✗'} ${what}  ${detail}`)
  return findings.every(({ holds }) => holds) ? EXIT.ok : EXIT.no
}

function node(): Finding {
  const holds = Number(process.versions.node.split('.')[0]) >= 24
  return { what: 'Node', holds, detail: `${process.version} ${process.platform}-${process.arch}` }
}

function disk({ dataDir }: Config): Finding {
  const { bavail, bsize } = statfsSync(nearestExisting(dataDir))
  const free = bavail * bsize
  return {
    what: '磁盘 · disk',
    holds: free >= COMFORTABLE_BYTES,
    detail: `${dataDir} ${(free / 1024 ** 3).toFixed(1)} GB 可用 · free`,
  }
}

async function database(config: Config, { say }: Invocation): Promise<Finding[]> {
  const { openDatabase } = await import('./open-app.ts')
  const { url, logins, close } = await openDatabase(config, say, 'attach')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ version: string; number: number; encoding: string }>(
      `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
              pg_encoding_to_char(encoding) as encoding from pg_database where datname = current_database()`,
    )
    const found = rows[0] ?? { version: '', number: 0, encoding: '' }
    const alike = await client.query<{ alike: boolean }>("select 'A' < '一' and lower('É') = 'é' as alike")
    return [
      { what: 'PostgreSQL', holds: found.number >= OLDEST_POSTGRES, detail: `${found.version}(至少 15 · at least 15)` },
      {
        what: '字符集 · encoding',
        holds: found.encoding === 'UTF8' && alike.rows[0]?.alike === true,
        detail: found.encoding,
      },
      ...(await signIns(client, config, { url, logins })),
    ]
  } catch (error) {
    return [{ what: 'PostgreSQL', holds: false, detail: (error as Error).message }]
  } finally {
    await client.end()
    await close()
  }
}

/** Whether an injection into one pool could take on the role of another; asked only where the roles have been made. */
async function signIns(
  client: pg.Client,
  config: Config,
  database: Pick<OpenDatabase, 'url' | 'logins'>,
): Promise<Finding[]> {
  const { rowCount } = await client.query("select where to_regclass('platform.migrations') is not null")
  if (rowCount === 0) return []
  const { examineLogins } = await import('../platform/db/index.ts')
  const standings = await examineLogins(database.url, await database.logins())
  const open = standings.filter(({ more }) => more.length > 0)
  if (open.length === 0) return [{ what: '数据库登录 · logins', holds: true, detail: '每个角色各用各的 · one a role' }]
  return [
    {
      what: '数据库登录 · logins',
      // On a desk it may be so; in production an injection into one pool must not become every pool's.
      holds: config.environment !== 'production',
      detail: `${open.map(({ role, login }) => `${role}=${login}`).join(' ')} 可切换为其他角色,见 docs/security.md · may take on other roles`,
    },
  ]
}

function publicUrl(config: Config): Finding {
  const isOpen = !isLoopback(config.host)
  return {
    what: 'PUBLIC_URL',
    holds: !isOpen || config.secureCookies,
    detail: `${config.publicUrl}${isOpen && !config.secureCookies ? '(对外服务应使用 https · serve others by https)' : ''}`,
  }
}

const SOON_DAYS = 14

/** Who ends TLS: the program, with a certificate that is good for a while yet and for the public address; or a proxy that it knows. */
async function encryption({ tls, publicUrl: address, trustProxy, environment, host }: Config): Promise<Finding> {
  const what = 'TLS'
  if (!tls) {
    const detail = trustProxy
      ? `由反向代理提供，可信地址 ${trustProxy} · ended by a proxy`
      : '程序没有证书，也没有设置 TRUST_PROXY · neither a certificate nor a proxy that is trusted'
    return { what, holds: trustProxy !== undefined || environment !== 'production' || isLoopback(host), detail }
  }
  try {
    const { leaf } = await readTls(tls)
    const days = Math.floor((leaf.validToDate.getTime() - Date.now()) / 86_400_000)
    const { hostname } = new URL(address)
    const fits = leaf.checkHost(hostname) !== undefined || leaf.checkIP(hostname) !== undefined
    const detail = `证书还有 ${days} 天 · days left${fits ? '' : `；不是 ${hostname} 的 · not for ${hostname}`}`
    return { what, holds: days >= SOON_DAYS && fits, detail }
  } catch (error) {
    return { what, holds: false, detail: (error as Error).message.split('\n')[0]! }
  }
}

function isLoopback(host: string): boolean {
  return host === '127.0.0.1' || host === 'localhost' || host === '::1'
}

/** Known to every scanner and harmful to nobody; in two parts, so that no scanner takes this file for it. */
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

/** A scanner that answers may still know no malware: it is given the one that all know. */
async function malwareScanner({ clamd, environment }: Config): Promise<Finding> {
  const what = '查病毒 · malware scanner'
  if (!clamd)
    return { what, holds: environment !== 'production', detail: '未设置 CLAMD,上传的文件不查病毒 · not configured' }
  try {
    const scanner = createClamd(clamd)
    const version = await scanner.version()
    const { verdict } = await scanner.scanBytes(Buffer.from(EICAR))
    const blind =
      verdict === 'clean' ? '(认不出 EICAR 测试文件,请更新病毒库 · does not know EICAR: update its signatures)' : ''
    return { what, holds: verdict === 'infected', detail: `${version}${blind}` }
  } catch (error) {
    return { what, holds: false, detail: (error as Error).message }
  }
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path))
}
