import { platformProblems, streamPattern, withApp } from './describe-app.ts'
import type { Parts } from './describe-app.ts'
import type { App } from '../server/src/app.ts'

const CHINESE = /\p{Script=Han}/u
/** The whole sentence is given by whoever refuses, as for a weak password. */
const GIVEN = /^\{\w+\}$/

type Registered = Pick<App, 'routes' | 'permits'>

/** What the modules register agrees: refusals have words, contracts name only registered ones, events and hearers fit. @returns what is wrong */
export async function checkRegistries(): Promise<string[]> {
  return await withApp(judgeRegistries)
}

export function judgeRegistries(app: Registered, parts: Parts): string[] {
  return [...checkProblems(app, parts), ...checkEvents(parts), ...checkPermits(app, parts)]
}

function checkProblems({ routes }: Registered, parts: Parts): string[] {
  const own = parts.flatMap(([module, { problems }]) => problems.map((one) => ({ module, ...one })))
  const all = [...own, ...platformProblems]
  const codes = new Set(all.map(({ code }) => code))
  return [
    ...repeated(all.map(({ code }) => code)).map((code) => `problem ${code} is registered twice`),
    ...own
      .filter(({ code, module }) => !code.startsWith(`${module}/`))
      .map(({ code, module }) => `${module} registers ${code}`),
    ...all
      .filter(({ status }) => status < 400 || status > 599)
      .map(({ code, status }) => `problem ${code} has status ${status}`),
    ...all
      .filter(({ title, detail }) => !CHINESE.test(title) || !(CHINESE.test(detail ?? '') || GIVEN.test(detail ?? '')))
      .map(({ code }) => `problem ${code} does not say in Chinese what happened and what to do`),
    ...routes.flatMap(({ contract }) =>
      (contract.problems ?? [])
        .filter(({ code }) => !codes.has(code))
        .map(({ code }) => `${contract.name} may answer ${code}, which no module registers`),
    ),
  ]
}

function checkEvents(parts: Parts): string[] {
  const events = parts.flatMap(([module, { events: its }]) => its.map((one) => ({ module, one })))
  const kinds = new Set(events.map(({ one }) => one.kind))
  const hearers = parts.flatMap(([, { subscribers = [], jobs = [] }]) => [...subscribers, ...jobs])
  return [
    ...repeated([...events.map(({ one }) => one.kind)]).map((kind) => `event ${kind} is registered twice`),
    ...repeated(hearers.map(({ name }) => name)).map((name) => `two subscribers or jobs are called ${name}`),
    ...events
      .filter(({ module, one }) => !new RegExp(`^${module}/[A-Z][A-Za-z]+\\.v[1-9]$`).test(one.kind))
      .map(({ module, one }) => `${module} registers an event called ${one.kind}`),
    ...events.filter(({ one }) => !CHINESE.test(one.title)).map(({ one }) => `event ${one.kind} has no Chinese title`),
    ...events.filter(({ one }) => streamPattern(one) === '').map(({ one }) => `event ${one.kind} joins no stream`),
    ...hearers.flatMap(({ name, on }) =>
      on.filter(({ kind }) => !kinds.has(kind)).map(({ kind }) => `${name} waits for ${kind}, which nobody registers`),
    ),
  ]
}

function checkPermits({ permits, routes }: Registered, parts: Parts): string[] {
  const names = new Set([...permits.map(({ name }) => name), 'public', 'signed-in'])
  return [
    ...repeated(permits.map(({ name }) => name)).map((name) => `permit ${name} is registered twice`),
    ...parts.flatMap(([module, its]) =>
      its.permits.filter(({ name }) => !name.startsWith(`${module}.`)).map(({ name }) => `${module} registers ${name}`),
    ),
    ...permits.filter(({ roles }) => roles.length === 0).map(({ name }) => `nobody holds permit ${name}`),
    ...permits.filter(({ title }) => !CHINESE.test(title)).map(({ name }) => `permit ${name} has no Chinese title`),
    ...routes
      .filter(({ permit }) => !names.has(permit))
      .map(({ contract, permit }) => `${contract.name} asks for ${permit}, which no module registers`),
    ...routes
      .filter(({ contract }) => !CHINESE.test(contract.summary))
      .map(({ contract }) => `${contract.name} has no Chinese summary`),
  ]
}

function repeated(names: readonly string[]): string[] {
  return names.filter((name, place) => names.indexOf(name) !== place)
}
