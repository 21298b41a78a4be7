import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '../server/src/app.ts'
import type { App } from '../server/src/app.ts'
import { idProblems } from '../server/src/kernel/public-id.ts'
import { ROLES } from '../server/src/kernel/index.ts'
import type { EventDefinition, ProblemDefinition, Role } from '../server/src/kernel/index.ts'
import { httpProblems } from '../server/src/platform/http/index.ts'
import type { BoundRoute } from '../server/src/platform/http/index.ts'
import { archiveProblems, YearDetached } from '../server/src/platform/archive/index.ts'
import { ledgerProblems } from '../server/src/platform/ledger/ledger-problems.ts'
import { PersonalDataRead } from '../server/src/platform/ledger/index.ts'
import {
  DataKeyMade,
  DataKeyRetired,
  DataKeysRewrapped,
  DataKeyTaken,
  ValuesResealed,
  vaultProblems,
} from '../server/src/platform/vault/index.ts'
import { staleProblems } from '../server/src/platform/ledger/stale.ts'
import type { ModuleParts } from '../server/src/platform/module/index.ts'
import { permitProblems } from '../server/src/platform/permits/index.ts'

export type Parts = readonly (readonly [string, ModuleParts<unknown>])[]

/** What any route may answer beside its module's own refusals. */
export const platformProblems: readonly ProblemDefinition[] = [
  httpProblems,
  permitProblems,
  staleProblems,
  ledgerProblems,
  archiveProblems,
  vaultProblems,
  idProblems,
].flatMap((table) => Object.values<ProblemDefinition>(table))
const PLATFORM_EVENTS: readonly EventDefinition[] = [
  PersonalDataRead,
  YearDetached,
  DataKeyMade,
  DataKeyTaken,
  ValuesResealed,
  DataKeyRetired,
  DataKeysRewrapped,
]

const WRITTEN = '<!-- Written by `npm run gen` from what the modules register. -->'

/** docs/generated/openapi.json: what partners build against. */
export async function describeApi(): Promise<string> {
  return await withApp(async (app) => {
    const answer = await app.server.inject({ url: '/api/openapi.json' })
    return `${JSON.stringify(answer.json(), null, 2)}\n`
  })
}

/** docs/generated/events.md: who publishes what, and who hears it. */
export async function describeEvents(): Promise<string> {
  return await withApp((_app, parts) => {
    const hearers = new Map<string, string[]>()
    for (const [, module] of parts) {
      for (const { name, on } of [...(module.subscribers ?? []), ...(module.jobs ?? [])]) {
        for (const { kind } of on) hearers.set(kind, [...(hearers.get(kind) ?? []), `\`${name}\``])
      }
    }
    const events = [...parts.flatMap(([, module]) => module.events), ...PLATFORM_EVENTS]
    const rows = events.map(
      (one) =>
        `| \`${one.kind}\` | ${one.title} | \`${streamPattern(one)}\` | ${hearers.get(one.kind)?.join(', ') ?? '—'} |`,
    )
    return page('Events', [
      'What the ledger records, on which stream, and which subscribers and jobs follow. Readers follow positions and see all of them.',
      '',
      table(['Event', '名称', 'Stream', 'Heard by'], rows),
    ])
  })
}

/** docs/generated/permits.md: which role may do what, and what each route asks for; where, is its post's reach. */
export async function describePermits(): Promise<string> {
  return await withApp((app) => {
    const roles = Object.keys(ROLES) as Role[]
    const verbs = app.permits.map(
      (permit) =>
        `| \`${permit.name}\` | ${permit.title} | ${roles.map((role) => (permit.roles.includes(role) ? '●' : '')).join(' | ')} |`,
    )
    const routes = app.routes
      .toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
      .map(
        ({ contract, permit }) => `| ${contract.method} | \`${contract.path}\` | ${contract.summary} | \`${permit}\` |`,
      )
    return page('Permits', [
      'A permit is a verb; the reach comes from the post through which somebody holds it. `public` asks for nothing, `signed-in` for any account.',
      '',
      ...roles.map((role) => `- \`${role}\` ${ROLES[role].title}, reach: ${ROLES[role].reach}`),
      '',
      table(['Permit', '名称', ...roles], verbs),
      '',
      '## Routes',
      '',
      table(['Method', 'Path', '名称', 'Permit'], routes),
    ])
  })
}

/** By path, reads before writes; no two routes share it. */
function placeOf({ contract }: BoundRoute): string {
  return `${contract.path} ${contract.method}`
}

/** docs/generated/problems.md: every refusal with its status and its words. */
export async function describeProblems(): Promise<string> {
  return await withApp((_app, parts) => {
    const all = [...parts.flatMap(([, module]) => module.problems), ...platformProblems]
    const rows = all.map(
      ({ code, status, title, detail }) => `| \`${code}\` | ${status} | ${title} | ${detail ?? ''} |`,
    )
    return page('Problems', [
      'Refusals as RFC 9457 problem details; `{…}` is filled in.',
      '',
      table(['Code', 'Status', '标题', '说明'], rows),
    ])
  })
}

function page(title: string, body: readonly string[]): string {
  return [`# ${title}`, '', WRITTEN, '', ...body, ''].join('\n')
}

function table(heads: readonly string[], rows: readonly string[]): string {
  return [`| ${heads.join(' | ')} |`, `|${heads.map(() => '---|').join('')}`, ...rows].join('\n')
}

const SOME_ID = '450721-00000000-0000-7000-8000-000000000000'

/** Which chain an event joins, as `case:…`: asked of the event itself with a body of placeholders. */
export function streamPattern({ stream }: EventDefinition): string {
  const body = new Proxy({}, { get: () => SOME_ID })
  return stream(body)
    .name.replace(new RegExp(`^${SOME_ID}:`), 'subject kind:')
    .replaceAll(SOME_ID, '…')
}

/** The program put together but not started: it opens no connection before somebody asks something of it. */
export async function withApp<T>(look: (app: App, parts: Parts) => Promise<T> | T): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yiwang-describe-'))
  const app = await buildApp({
    databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing',
    dataDir,
    isDescribed: true,
    filesUrl: `file://${dataDir}/files`,
    publicUrl: 'http://localhost:8080',
    secureCookies: false,
    demo: false,
    logger: false,
    requestsPerMinute: 0,
  })
  try {
    return await look(app, Object.entries(app.modules))
  } finally {
    await app.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
