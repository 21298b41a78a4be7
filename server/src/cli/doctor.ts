import { existsSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import pg from 'pg'
import { readConfig } from '../platform/config/index.ts'
import type { Config } from '../platform/config/index.ts'
import { EXIT } from './command.ts'
import type { Command, ExitCode, Invocation } from './command.ts'

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
  const findings = [node(), disk(config), ...(await database(config, invocation)), publicUrl(config)]
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
  const { url, close } = await openDatabase(config, say, 'attach')
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
    ]
  } catch (error) {
    return [{ what: 'PostgreSQL', holds: false, detail: (error as Error).message }]
  } finally {
    await client.end()
    await close()
  }
}

function publicUrl(config: Config): Finding {
  const isOpen = config.host !== '127.0.0.1' && config.host !== 'localhost' && config.host !== '::1'
  return {
    what: 'PUBLIC_URL',
    holds: !isOpen || config.secureCookies,
    detail: `${config.publicUrl}${isOpen && !config.secureCookies ? '(对外服务应使用 https · serve others by https)' : ''}`,
  }
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path))
}
