import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startInstallation } from '../e2e/installation.ts'
import { runProgram } from './run-program.ts'
import { ROOT } from './source-files.ts'
import { asProxyLog, requestsOf } from './scan-requests.ts'
import type { OpenApi } from './scan-requests.ts'
import { startRelay } from './scan-relay.ts'
import type { ScanRelay } from './scan-relay.ts'

const WAPITI = '/usr/bin/wapiti'
const SQLMAP = '/usr/bin/sqlmap'
const REPORTS = join(ROOT, 'dist', 'scan')
const PASSWORD = 'yiwang-demo'
/** Fewer mean that a scanner did not get in. */
const LEAST_REQUESTS = 200

/** As whom, and from where their pages are gone through. */
const ROLES = [
  {
    role: 'citizen',
    name: 'wangfang',
    pages: ['/', '/items', '/my/cases', '/licences/verify', '/progress'],
    lists: ['/api/items', '/api/my/cases'],
  },
  { role: 'clerk', name: 'chenjing', pages: ['/desk/'], lists: ['/api/inbox', '/api/cases', '/api/organizations'] },
] as const

/**
 * Wapiti's modules that need nothing outside this machine: those that have the server call somewhere are left out, because they
 * would have it call the internet; what the server calls is tested in platform/outgoing.
 */
const MODULES =
  'backup,blindsql,cookieflags,crlf,csp,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,xss'

/** @returns what was found above informational, one line each; the reports lie in dist/scan */
export async function scan(minutes: number): Promise<readonly string[]> {
  const missing = [existsSync(WAPITI) ? '' : 'wapiti', existsSync(SQLMAP) ? '' : 'sqlmap'].filter(Boolean)
  if (missing.length > 0)
    return [`missing; this line installs them: apt-get update && apt-get install -y ${missing.join(' ')}`]
  rmSync(REPORTS, { recursive: true, force: true })
  mkdirSync(REPORTS, { recursive: true })
  const installation = await startInstallation()
  const found: string[] = []
  try {
    for (const who of ROLES) found.push(...(await scanAs(who, installation.url, minutes)))
  } finally {
    await installation.stop()
  }
  writeFileSync(join(REPORTS, 'found.txt'), found.map((one) => `${one}\n`).join(''))
  return found
}

type Who = (typeof ROLES)[number]

async function scanAs(who: Who, target: string, minutes: number): Promise<string[]> {
  const relay = await startRelay(target, { name: who.name, password: PASSWORD })
  const say = (what: string) => console.log(`  ${who.role}: ${what}, ${relay.requests()} requests so far`)
  try {
    const found = await wapiti(relay, who, minutes)
    say('wapiti done')
    found.push(...(await sqlmap(relay, who, minutes)))
    say('sqlmap done')
    if (relay.requests() < LEAST_REQUESTS) found.push(`only ${relay.requests()} requests came: nothing was scanned`)
    return [...found, ...relay.faults()].map((one) => `${who.role}: ${one}`)
  } finally {
    await relay.close()
  }
}

interface WapitiReport {
  readonly vulnerabilities: Readonly<Record<string, readonly WapitiFinding[]>>
  readonly anomalies: Readonly<Record<string, readonly WapitiFinding[]>>
}

interface WapitiFinding {
  readonly method: string
  readonly path: string
  readonly info: string
  readonly level: number
}

/** What takes long is the machine's load and no finding. */
const NO_FINDING = new Set(['Resource consumption'])

/** Told of every server, and right here: browsers have dropped the one header; the other is sent where the address is encrypted, and a scan goes in clear. */
const KNOWN = new Set(['X-XSS-Protection is not set', 'Strict-Transport-Security is not set'])

async function wapiti({ url }: ScanRelay, { role, pages }: Who, minutes: number): Promise<string[]> {
  const report = join(REPORTS, `wapiti-${role}.json`)
  const starts = pages.flatMap((page) => ['-s', `${url}${page}`])
  const bounds = [
    '-d',
    '6',
    '--max-links-per-page',
    '40',
    '--max-files-per-dir',
    '40',
    '--max-scan-time',
    String(minutes * 60),
  ]
  const { output } = await runProgram(WAPITI, {
    args: [
      ...['-u', `${url}/`, ...starts, '--scope', 'domain', '-m', MODULES, ...bounds],
      ...[
        '--max-attack-time',
        String(Math.ceil((minutes * 60) / MODULES.split(',').length)),
        '-t',
        '20',
        '--no-bugreport',
        '--flush-session',
      ],
      ...['--store-session', join(REPORTS, 'wapiti'), '-f', 'json', '-o', report],
    ],
  })
  writeFileSync(join(REPORTS, `wapiti-${role}.log`), output)
  if (!existsSync(report)) return [`wapiti wrote no report: ${output.slice(-400)}`]
  const { vulnerabilities, anomalies } = JSON.parse(readFileSync(report, 'utf8')) as WapitiReport
  return [...Object.entries(vulnerabilities), ...Object.entries(anomalies)]
    .filter(([kind]) => !NO_FINDING.has(kind))
    .flatMap(([kind, findings]) =>
      findings
        .filter(({ info }) => !KNOWN.has(info))
        .map(({ method, path, info }) => `wapiti: ${kind}: ${method} ${path}: ${info}`),
    )
}

/** What sqlmap notes of a difference between answers that did not come again. */
const WITHDRAWN = 'false positive or unexploitable'

async function sqlmap({ url }: ScanRelay, { role, lists }: Who, minutes: number): Promise<string[]> {
  const api = (await (await fetch(`${url}/api/openapi.json`)).json()) as OpenApi
  const texts = await Promise.all(lists.map(async (list) => (await fetch(`${url}${list}`)).text()))
  const ids = texts.join(' ').match(/\d{6}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []
  const requests = requestsOf(api, [...new Set(ids)])
  const log = join(REPORTS, `requests-${role}.txt`)
  const results = join(REPORTS, `sqlmap-${role}.csv`)
  writeFileSync(log, asProxyLog(requests, url))
  const { output } = await runProgram('timeout', {
    args: [
      ...[
        '--signal=INT',
        '--kill-after=30',
        `${minutes * 60}`,
        SQLMAP,
        '-l',
        log,
        '--batch',
        '--dbms=PostgreSQL',
        '--level=1',
        '--risk=1',
      ],
      ...[
        '--technique=BEUS',
        '--flush-session',
        '--ignore-code=*',
        '--threads=2',
        '--timeout=20',
        '--retries=1',
        '--disable-coloring',
        '--ignore-stdin',
      ],
      ...[`--results-file=${results}`, `--output-dir=${join(REPORTS, 'sqlmap')}`],
    ],
  })
  writeFileSync(join(REPORTS, `sqlmap-${role}.log`), output)
  const tried = output.match(/testing (?:URL|if \S+ parameter|connection)/g)?.length ?? 0
  console.log(`  ${role}: sqlmap had ${requests.length} routes; its log tells of ${tried} places`)
  if (tried === 0) return [`sqlmap tried nothing: ${output.slice(-400)}`]
  const rows = readdirSync(REPORTS).includes(`sqlmap-${role}.csv`)
    ? readFileSync(results, 'utf8').trim().split('\n').slice(1)
    : []
  // A row without a technique says that nothing was found there; what sqlmap tried once more and could not repeat is told, and no finding.
  const suspected = rows.filter((row) => row.split(',')[3]?.trim())
  const [withdrawn, found] = [true, false].map((is) => suspected.filter((row) => row.includes(WITHDRAWN) === is))
  for (const row of withdrawn!) console.log(`  ${role}: sqlmap suspected, tried again and withdrew: ${row}`)
  return found!.map((row) => `sqlmap: ${row}`)
}
