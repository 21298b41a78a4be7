import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '../server/src/app.ts'
import type { App } from '../server/src/app.ts'
import type { ModuleParts } from '../server/src/platform/module/index.ts'

type Parts = readonly (readonly [string, ModuleParts<unknown>])[]

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
    const rows = parts.flatMap(([, module]) =>
      module.events.map(({ kind, title }) => `| \`${kind}\` | ${title} | ${hearers.get(kind)?.join(', ') ?? '—'} |`),
    )
    return page(
      'Events',
      'What the ledger records, and which subscribers and jobs follow. Readers follow positions and see all of them.',
      ['| Event | 名称 | Heard by |', '|---|---|---|', ...rows],
    )
  })
}

/** docs/generated/permits.md: which role may do what; where, is its post's reach. */
export async function describePermits(): Promise<string> {
  return await withApp((app) => {
    const routes = new Map<string, string[]>()
    for (const { contract, permit } of app.routes)
      routes.set(permit, [...(routes.get(permit) ?? []), `\`${contract.name}\``])
    const rows = app.permits.map(
      ({ name, title, roles }) =>
        `| \`${name}\` | ${title} | ${roles.join(', ')} | ${routes.get(name)?.join(', ') ?? '—'} |`,
    )
    return page('Permits', 'A permit is a verb; the reach comes from the post through which somebody holds it.', [
      '| Permit | 名称 | Roles | Routes |',
      '|---|---|---|---|',
      ...rows,
    ])
  })
}

/** docs/generated/problems.md: every refusal with its status and its words. */
export async function describeProblems(): Promise<string> {
  return await withApp((_app, parts) => {
    const rows = parts.flatMap(([, module]) =>
      module.problems.map(({ code, status, title, detail }) => `| \`${code}\` | ${status} | ${title} | ${detail} |`),
    )
    return page('Problems', 'Refusals as RFC 9457 problem details; `{…}` is filled in.', [
      '| Code | Status | 标题 | 说明 |',
      '|---|---|---|---|',
      ...rows,
    ])
  })
}

function page(title: string, lead: string, table: readonly string[]): string {
  return [`# ${title}`, '', WRITTEN, '', lead, '', ...table, ''].join('\n')
}

/** The program put together but not started: it opens no connection before somebody asks something of it. */
async function withApp<T>(look: (app: App, parts: Parts) => Promise<T> | T): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yiwang-describe-'))
  const app = await buildApp({
    databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing',
    dataDir,
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
