import { isAbsolute, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import Value from 'typebox/value'
import type { Logins } from '../db/index.ts'
import { parseOutgoingTarget } from '../outgoing/index.ts'
import type { OutgoingTarget } from '../outgoing/index.ts'
import type { TlsFiles } from '../http/tls.ts'
import { parseClamdAddress } from '../scanning/index.ts'
import type { ClamdAddress } from '../scanning/index.ts'
import { NoteError, parseVerifierKey, SIGNATURE } from '../tlog/signed-note.ts'
import type { VerifierKey } from '../tlog/signed-note.ts'
import type { KnownWitness } from '../witness/ask-witness.ts'
import { Settings, settingRows } from './settings.ts'
import { StartRefusal } from './start-refusal.ts'

/** The settings as the program uses them: checked, with every default worked out. */
export interface Config {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  /** Absent: the embedded database. */
  readonly databaseUrl?: string
  /** Addresses of the program's roles; of those that are absent the roles are taken on after signing in by `databaseUrl`. */
  readonly logins: Logins
  readonly publicUrl: string
  readonly role: Settings['ROLE']
  readonly filesUrl: string
  readonly demo: boolean
  readonly environment: Settings['NODE_ENV']
  /** Officials must use a second factor. */
  readonly secondFactor: boolean
  /** For how long a proof of who acts is fresh. */
  readonly proofMinutes: number
  readonly sessionsPerAccount: number
  /** 行政区划代码 of the county, city or province whose portal this is. */
  readonly division: string
  /** The program itself ends TLS. */
  readonly tls?: TlsFiles
  /** Where http is sent on to https. */
  readonly redirectPort?: number
  /** Where browsers show certificates of theirs. */
  readonly certificatePort?: number
  readonly trustProxy?: string
  readonly requestsPerMinute: number
  readonly witnesses: readonly KnownWitness[]
  /** What may be called although it is not on the internet. */
  readonly outgoingAllowed: readonly OutgoingTarget[]
  /** Installations whose base items are taken over here, each for one division. */
  readonly itemUpstreams: readonly { readonly division: string; readonly url: string }[]
  /** Absent where no central log system is told. `caFile` is a PEM file. */
  readonly syslog?: { readonly targets: readonly string[]; readonly caFile?: string; readonly mayBeClear: boolean }
  /** Where the master key is; absent: a file in the data directory. */
  readonly keyProvider?: string
  /** Public keys of recovery. */
  readonly backupRecipients: readonly string[]
  /** For new keys. */
  readonly suite: Settings['CIPHERS']
  /** Names who confirms people's and companies' names. */
  readonly identityPartnersFile?: string
  readonly listKindsFile?: string
  /** Who looks for malware in uploads. */
  readonly clamd?: ClamdAddress
  readonly logLevel: Settings['LOG_LEVEL']
  /** Whether cookies carry `Secure`: always when the public address is encrypted. */
  readonly secureCookies: boolean
}

/** The folder that the repository was unpacked into: a relative DATA_DIR means the same place from wherever the command is run. */
const ROOT = resolve(import.meta.dirname, '../../../..')
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])
/** Passwords that examples on the web use for PostgreSQL. */
const WEAK_PASSWORDS = new Set(['', 'postgres', 'password', 'yiwang', 'changeme', 'admin', 'secret', '123456'])

const ADDRESSES = [
  'DATABASE_URL',
  'APP_DATABASE_URL',
  'WORKER_DATABASE_URL',
  'SEQUENCER_DATABASE_URL',
  'READER_DATABASE_URL',
] as const

export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const settings = readSettings(environment)
  const dataDir = isAbsolute(settings.DATA_DIR) ? settings.DATA_DIR : join(ROOT, settings.DATA_DIR)
  const config: Config = {
    port: settings.PORT,
    host: settings.HOST,
    dataDir,
    ...(settings.DATABASE_URL ? { databaseUrl: settings.DATABASE_URL } : {}),
    logins: readLogins(settings),
    publicUrl:
      settings.PUBLIC_URL ?? `http://${LOOPBACK.has(settings.HOST) ? 'localhost' : settings.HOST}:${settings.PORT}`,
    role: settings.ROLE,
    filesUrl: settings.FILES_URL ?? pathToFileURL(join(dataDir, 'files')).href,
    demo: isDemo(settings),
    environment: settings.NODE_ENV,
    secondFactor: settings.SECOND_FACTOR ? settings.SECOND_FACTOR === 'on' : !isDemo(settings),
    proofMinutes: settings.PROOF_MINUTES,
    sessionsPerAccount: settings.SESSIONS_PER_ACCOUNT,
    division: settings.DIVISION,
    ...readTlsFiles(settings),
    ...(settings.TRUST_PROXY ? { trustProxy: settings.TRUST_PROXY } : {}),
    requestsPerMinute: settings.REQUESTS_PER_MINUTE,
    witnesses: readWitnesses(settings.WITNESSES),
    outgoingAllowed: readTargets(settings.OUTGOING_ALLOWED),
    itemUpstreams: readItemUpstreams(settings),
    ...readSyslog(settings, settings.NODE_ENV === 'production'),
    ...(settings.KEY_PROVIDER ? { keyProvider: settings.KEY_PROVIDER } : {}),
    suite: settings.CIPHERS,
    ...(settings.LIST_KINDS ? { listKindsFile: resolve(ROOT, settings.LIST_KINDS) } : {}),
    ...(settings.IDENTITY_PARTNERS ? { identityPartnersFile: resolve(ROOT, settings.IDENTITY_PARTNERS) } : {}),
    backupRecipients: settings.BACKUP_RECIPIENTS?.split(',').map((one) => one.trim()) ?? [],
    ...(settings.CLAMD ? { clamd: readClamd(settings.CLAMD) } : {}),
    logLevel: settings.LOG_LEVEL,
    secureCookies: settings.PUBLIC_URL?.startsWith('https:') ?? false,
  }
  if (settings.NODE_ENV === 'production') refuseUnsafe(settings)
  if (settings.ROLE !== 'all' && !settings.DATABASE_URL) {
    throw new StartRefusal(
      `ROLE=${settings.ROLE} 需要 DATABASE_URL:内置数据库只供一个进程使用。`,
      `ROLE=${settings.ROLE} needs DATABASE_URL: the embedded database serves one process.`,
    )
  }
  return config
}

function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const names = Object.keys(Settings.properties)
  // An empty variable counts as absent: that is how compose files and unit files switch one off.
  const given = Object.fromEntries(names.filter((name) => environment[name]).map((name) => [name, environment[name]]))
  const value = Value.Convert(Settings, Value.Default(Settings, given))
  if (Value.Check(Settings, value)) return value
  const wrong = new Set(Value.Errors(Settings, value).map((error) => error.instancePath.split('/')[1]))
  const rows = settingRows().filter(({ name }) => wrong.has(name))
  // What is printed ends in logs: the password of an address is left out.
  const shown = (name: string) => `${name}=${environment[name]?.replace(/:[^:@/]*@/, ':***@')}`
  throw new StartRefusal(
    `环境变量不符合要求:\n${rows.map((row) => `  ${shown(row.name)}:${row.zh}`).join('\n')}`,
    `Environment variables do not fit:\n${rows.map((row) => `  ${shown(row.name)}: ${row.en}`).join('\n')}`,
  )
}

function readLogins(settings: Settings): Logins {
  const given = {
    ...(settings.APP_DATABASE_URL && { yiwang_app: settings.APP_DATABASE_URL }),
    ...(settings.WORKER_DATABASE_URL && { yiwang_worker: settings.WORKER_DATABASE_URL }),
    ...(settings.SEQUENCER_DATABASE_URL && { yiwang_sequencer: settings.SEQUENCER_DATABASE_URL }),
    ...(settings.READER_DATABASE_URL && { yiwang_reader: settings.READER_DATABASE_URL }),
  }
  if (settings.DATABASE_URL || Object.keys(given).length === 0) return given
  throw new StartRefusal(
    'APP_、WORKER_、SEQUENCER_、READER_DATABASE_URL 只与 DATABASE_URL 一起使用:内置数据库自己为每个角色设口令。',
    'APP_, WORKER_, SEQUENCER_ and READER_DATABASE_URL go with DATABASE_URL: the embedded database makes its own logins.',
  )
}

function readTlsFiles(settings: Settings): Pick<Config, 'tls' | 'redirectPort' | 'certificatePort'> {
  const { TLS_CERTIFICATE: certificate, TLS_KEY: key, PUBLIC_URL: publicUrl } = settings
  const { REDIRECT_PORT: redirectPort, CERTIFICATE_PORT: certificatePort } = settings
  if (certificate && key && publicUrl?.startsWith('https:'))
    return {
      tls: { certificate, key },
      ...(redirectPort !== undefined && { redirectPort }),
      ...(certificatePort !== undefined && { certificatePort }),
    }
  if (!certificate && !key && redirectPort === undefined && certificatePort === undefined) return {}
  throw new StartRefusal(
    '由程序自己提供 https 时，TLS_CERTIFICATE、TLS_KEY 和 https:// 开头的 PUBLIC_URL 要一起设；REDIRECT_PORT、CERTIFICATE_PORT 只与它们一起用。',
    'TLS_CERTIFICATE, TLS_KEY and a PUBLIC_URL that begins with https:// go together; REDIRECT_PORT and CERTIFICATE_PORT only with them.',
  )
}

function readTargets(setting: string | undefined): OutgoingTarget[] {
  return (setting?.split(',') ?? []).map((one) => {
    const target = parseOutgoingTarget(one.trim())
    if (target) return target
    throw new StartRefusal(
      `OUTGOING_ALLOWED 中“${one.trim()}”不符合要求:应为主机、主机:端口或网段(如 10.1.0.0/16)。`,
      `OUTGOING_ALLOWED: "${one.trim()}" does not fit: host, host:port or a network as 10.1.0.0/16 is expected.`,
    )
  })
}

function readItemUpstreams(settings: Settings): Config['itemUpstreams'] {
  const wanted = settings.NODE_ENV === 'production' ? /^https:\/\/[^/?#@]+$/ : /^https?:\/\/[^/?#@]+$/
  const read = (settings.ITEM_UPSTREAMS?.split(',') ?? []).map((one) => {
    const [division = '', address = '', ...rest] = one.trim().split(/\s+/)
    const url = address.replace(/\/+$/, '')
    if (/^\d{6}$/.test(division) && rest.length === 0 && wanted.test(url) && URL.canParse(url)) return { division, url }
    throw new StartRefusal(
      `ITEM_UPSTREAMS 中“${one.trim()}”不符合要求:应为六位区划代码、空格、地址(只到主机和端口;生产环境以 https:// 开头)。`,
      `ITEM_UPSTREAMS: "${one.trim()}" does not fit: a six-digit division, a space and an http(s) origin are expected; https in production.`,
    )
  })
  const twice = read.find(({ division }, place) => read.findIndex((other) => other.division === division) < place)
  if (!twice) return read
  throw new StartRefusal(
    `ITEM_UPSTREAMS 中区划 ${twice.division} 出现了两次:一个区划只跟随一个平台。`,
    `ITEM_UPSTREAMS names division ${twice.division} twice: one installation is followed for each.`,
  )
}

function readSyslog(settings: Settings, isProduction: boolean): Pick<Config, 'syslog'> {
  const { SYSLOG_TARGETS, SYSLOG_CA } = settings
  const mayBeClear = !isProduction || settings.SYSLOG_CLEAR === 'on'
  if (SYSLOG_TARGETS === undefined) return {}
  const targets = SYSLOG_TARGETS.split(',').map((one) => one.trim())
  const wanted = mayBeClear ? /^(?:tls|tcp|udp):\/\/[^/?#@]+:\d+$/ : /^tls:\/\/[^/?#@]+:\d+$/
  for (const target of targets) {
    if (wanted.test(target) && URL.canParse(target)) continue
    throw new StartRefusal(
      `SYSLOG_TARGETS 中“${target}”不符合要求:应为 tls://主机:端口${mayBeClear ? '、tcp://主机:端口 或 udp://主机:端口' : '(生产环境不用明文,除非 SYSLOG_CLEAR=on)'}。`,
      `SYSLOG_TARGETS: "${target}" does not fit: tls://host:port is expected${mayBeClear ? ', or tcp:// or udp://host:port' : ', nothing in clear in production without SYSLOG_CLEAR=on'}.`,
    )
  }
  return { syslog: { targets, mayBeClear, ...(SYSLOG_CA !== undefined && { caFile: SYSLOG_CA }) } }
}

function readClamd(setting: string): ClamdAddress {
  const address = parseClamdAddress(setting)
  if (address) return address
  throw new StartRefusal(
    `CLAMD=${setting} 不符合要求:应为套接字的路径(以 / 开头)或者 主机:端口。`,
    `CLAMD=${setting} does not fit: the path of a socket (beginning with /) or host:port is expected.`,
  )
}

function readWitnesses(setting: string | undefined): KnownWitness[] {
  return (setting?.split(',') ?? []).map((one) => {
    const [key = '', url = '', ...rest] = one.trim().split(/\s+/)
    const witness = witnessKey(key)
    if (!witness || rest.length > 0 || !/^https?:\/\/[^?#]+$/.test(url) || !URL.canParse(url))
      throw new StartRefusal(
        `WITNESSES 中“${one.trim()}”不符合要求:应为见证方公钥、空格、地址(http:// 或 https:// 开头)。`,
        `WITNESSES: "${one.trim()}" does not fit: a witness's verifier key, a space and an http(s) address are expected.`,
      )
    return { key: witness, url: url.replace(/\/+$/, '') }
  })
}

function witnessKey(text: string): VerifierKey | undefined {
  try {
    const key = parseVerifierKey(text)
    return key.type === SIGNATURE.cosignature ? key : undefined
  } catch (error) {
    if (error instanceof NoteError) return undefined
    throw error
  }
}

function isDemo(settings: Settings): boolean {
  if (settings.DEMO) return settings.DEMO === 'on'
  return settings.NODE_ENV !== 'production' && !settings.DATABASE_URL && LOOPBACK.has(settings.HOST)
}

/** 等保三级 asks for no default accounts or passwords, for two factors and for encrypted sessions (GB/T 22239—2019, 8.1.4.1 and 8.1.4.8). */
function refuseUnsafe(settings: Settings): void {
  const problems: [string, string][] = []
  if (settings.DEMO === 'on')
    problems.push(['DEMO=on 会建立公开口令的演示账号', 'DEMO=on sets up demo accounts with a known password'])
  if (settings.SECOND_FACTOR === 'off')
    problems.push([
      'SECOND_FACTOR=off 使工作人员只凭口令登录',
      'SECOND_FACTOR=off lets officials sign in with a password alone',
    ])
  if (!settings.PUBLIC_URL?.startsWith('https:')) {
    problems.push([
      'PUBLIC_URL 必须以 https:// 开头,否则会话凭证明文传输',
      'PUBLIC_URL must begin with https://, or session cookies travel in clear',
    ])
  }
  for (const name of ADDRESSES) {
    const address = settings[name]
    if (address && hasWeakPassword(address))
      problems.push([`${name} 的密码为空或是常见默认值`, `the password in ${name} is empty or a well-known default`])
  }
  if (problems.length === 0) return
  throw new StartRefusal(
    `NODE_ENV=production 拒绝启动:\n${problems.map(([zh]) => `  ${zh}`).join('\n')}`,
    `NODE_ENV=production refuses to start:\n${problems.map(([, en]) => `  ${en}`).join('\n')}`,
  )
}

function hasWeakPassword(databaseUrl: string): boolean {
  const { password, username, searchParams } = new URL(databaseUrl.replace('@/', '@localhost/'))
  // A client certificate or a unix socket needs no password.
  if (password === '' && (searchParams.has('sslcert') || searchParams.has('host'))) return false
  return WEAK_PASSWORDS.has(decodeURIComponent(password)) || password === username
}
