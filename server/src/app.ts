import type { FastifyInstance } from 'fastify'
import type { AppOptions } from './app-options.ts'
import { systemActor } from './kernel/index.ts'
import type { EventDefinition, PermitDefinition } from './kernel/index.ts'
import { createAudit } from './modules/audit/index.ts'
import { createCases } from './modules/cases/index.ts'
import { createCatalogue } from './modules/catalogue/index.ts'
import { createDocuments } from './modules/documents/index.ts'
import { createExports } from './modules/exports/index.ts'
import { createFiles } from './modules/files/index.ts'
import { createFlows } from './modules/flows/index.ts'
import { addressesOf } from './modules/identity/contract/index.ts'
import { createIdentity } from './modules/identity/index.ts'
import type { IdentityApi } from './modules/identity/index.ts'
import { createLicences } from './modules/licences/index.ts'
import { createLimits } from './modules/limits/index.ts'
import { createNotices } from './modules/notices/index.ts'
import type { NoticeLog } from './modules/notices/index.ts'
import { createOrganizations } from './modules/organizations/index.ts'
import type { PostsDeps } from './modules/organizations/index.ts'
import { createPersonalData } from './modules/personal-data/index.ts'
import { createRosters } from './modules/rosters/index.ts'
import { createSignOn } from './modules/sign-on/index.ts'
import type { SignOnApi } from './modules/sign-on/index.ts'
import { createSupervision } from './modules/supervision/index.ts'
import { runAct } from './platform/act/index.ts'
import type { ActDeps, ActSettings, Context } from './platform/act/index.ts'
import { createArchivedYears, YearDetached } from './platform/archive/index.ts'
import type { ArchivedYears } from './platform/archive/index.ts'
import { createClock } from './platform/clock/clock.ts'
import type { Clock } from './platform/clock/clock.ts'
import type { Database, DatabaseOptions } from './platform/db/index.ts'
import { addPlatformRoutes, createHttpServer, forgetAnswers, registerRoutes } from './platform/http/index.ts'
import type { BoundRoute, HttpOptions } from './platform/http/index.ts'
import { countGivenUp, createJobs } from './platform/jobs/index.ts'
import type { Jobs } from './platform/jobs/index.ts'
import {
  addTreeRoutes,
  createLedgerKeeping,
  createSequencer,
  openMonths,
  PersonalDataRead,
  PersonSearched,
  startSequencer,
} from './platform/ledger/index.ts'
import type { LedgerKeeping, RecordedActor, Sequencer, StaleDescriptions } from './platform/ledger/index.ts'
import type { ModuleParts, Timer } from './platform/module/index.ts'
import { createOutgoing, targetOf } from './platform/outgoing/index.ts'
import type { OutgoingHttp, OutgoingStream, OutgoingStreams } from './platform/outgoing/index.ts'
import { createReaders } from './platform/readers/index.ts'
import type { Readers } from './platform/readers/index.ts'
import manifest from '../package.json' with { type: 'json' }
import { openVault, platformSealed, resealing } from './platform/vault/index.ts'
import type { KeyProvider, SealedTable } from './platform/vault/index.ts'
import * as vaultEvents from './platform/vault/vault-events.ts'

/** The program, put together and not yet listening. */
export interface App {
  readonly server: FastifyInstance
  readonly modules: Modules
  readonly permits: readonly PermitDefinition[]
  readonly routes: readonly BoundRoute[]
  readonly database: Database
  /** Where detached years of the record are read. */
  readonly archives: ArchivedYears
  readonly jobs: Jobs
  readonly readers: Readers
  /** Holds the master key. */
  readonly keyProviders: readonly KeyProvider[]
  /** All tables with sealed columns. */
  readonly sealed: readonly SealedTable[]
  readonly clock: Clock
  /** Runs an act as the system or as a given actor: for the operator's commands and for tests. */
  act<T>(settings: Partial<ActSettings> & { mode: ActSettings['mode'] }, fn: (ctx: Context) => Promise<T>): Promise<T>
  readonly ledger: LedgerKeeping
  /** Starts the sequencer and the workers. */
  startWorkers(): Promise<void>
  /** Gives all waiting entries their positions and does all jobs that follow, now. */
  drain(): Promise<void>
  close(): Promise<void>
}

const atStart = { requestId: 'start', mode: 'record', role: 'yiwang_worker' } as const

/** What the platform does for itself, at night by Beijing time where the hour does not matter. */
const upkeep: readonly Timer[] = [
  { name: 'http/forget-answers', cron: '47 * * * *', work: (act) => act(forgetAnswers) },
  { name: 'ledger/open-months', cron: '7 20 * * *', work: (act) => act(openMonths) },
]

/** Signed often, so that little is ever without a signature; what a receipt needs sooner is signed when it is asked for. */
const publishing = (ledger: LedgerKeeping): Timer => ({
  name: 'ledger/publish-checkpoint',
  cron: '*/5 * * * *',
  work: async () => void (await ledger.publication.publish('timer')),
})

/** The only file that joins modules: makes each with the faces of those left of it. */
export async function buildApp(options: AppOptions): Promise<App> {
  const clock = options.clock ?? createClock()
  const { vault, database, providers } = await openVault({ ...options, clock, database: databaseOf(options) })
  let sequencer: Sequencer | undefined
  const describe = descriptions(() => modules)
  const archives = createArchivedYears(options.dataDir)
  const act: ActDeps = {
    database,
    clock,
    vault,
    archives,
    onRecorded: () => sequencer?.nudge(),
    describe: () => describe,
    ...(options.proofMinutes !== undefined && { proofMinutes: options.proofMinutes }),
  }
  const witnesses = options.witnesses ?? []
  const outgoing = createOutgoing({
    httpsOnly: options.httpsOnly ?? false,
    allowed: [...(options.outgoingAllowed ?? []), ...namedBy(options).map((url) => targetOf(url))],
  })
  const ledger = createLedgerKeeping({
    ...options,
    witnesses,
    outgoing,
    database,
    archives,
    now: () => clock.now(),
    drain: () => createSequencer(sequencing).drain(),
    onTrouble: (answer) => server.log.error(answer, 'a witness did not cosign the checkpoint'),
  })
  const log: ModuleLog = {
    info: (details, message) => server.log.info(details, message),
    error: (details, message) => server.log.error(details, message),
  }
  const modules = createModules({ options, act, log, ledger, describe, outgoing })
  const parts: readonly ModuleParts<unknown>[] = Object.values(modules)
  const sealed = [...platformSealed, ...parts.flatMap((part) => part.sealed ?? [])]
  const server = await createServer({ options, act, database, ledger }, modules)
  const jobs = createJobs({
    act,
    subscribers: parts.flatMap((part) => part.subscribers ?? []),
    handlers: [resealing({ database, tables: sealed }), ...parts.flatMap((part) => part.jobs ?? [])],
    timers: [...upkeep, publishing(ledger), ...parts.flatMap((part) => part.timers ?? [])],
    log: server.log,
  })
  const readers = createReaders({ act, readers: parts.flatMap((part) => part.readers ?? []), log: server.log })
  const sequencing = {
    database,
    subscribersOf: (kind: string) => jobs.subscribersOf(kind),
    enqueue: jobs.enqueue,
    onError: (error: unknown) => server.log.error({ err: error }, 'the sequencer could not give positions'),
  }
  return {
    server,
    modules,
    permits: parts.flatMap((part) => part.permits),
    routes: parts.flatMap((part) => part.routes),
    database,
    archives,
    jobs,
    readers,
    keyProviders: providers,
    sealed,
    clock,
    act: (settings, fn) => runAct(act, { actor: systemActor('operator'), requestId: 'operator', ...settings }, fn),
    ledger,
    startWorkers: async () => {
      // At once too: a program that was off for long must not write its first entries into no month.
      await runAct(act, { actor: systemActor('ledger/open-months'), ...atStart }, openMonths)
      sequencer = startSequencer(sequencing)
      jobs.start()
      readers.start()
    },
    drain: async () => {
      const once = createSequencer(sequencing)
      do await jobs.drain()
      while ((await once.drain()) > 0)
      await readers.drain()
    },
    close: async () => {
      await server.close()
      await modules['sign-on'].api.settled()
      await sequencer?.stop()
      await jobs.stop()
      await readers.stop()
      await database.close()
      for (const provider of providers) await provider.close()
    },
  }
}

function databaseOf({ databaseUrl: url, logins, poolSize }: AppOptions): DatabaseOptions {
  return { url, ...(logins && { logins }), ...(poolSize !== undefined && { poolSize }) }
}

/** Whoever the operator's settings name may be called, inside or not. */
function namedBy({ witnesses = [], identityPartners, syslog, itemUpstreams = [] }: AppOptions): string[] {
  const partners = identityPartners ? addressesOf(identityPartners) : []
  const urls = [...witnesses, ...itemUpstreams].map(({ url }) => url)
  return [...urls, ...partners, ...(syslog?.targets ?? [])]
}

async function createServer(
  { options, act, database, ledger }: { options: AppOptions; act: ActDeps; database: Database; ledger: LedgerKeeping },
  modules: Modules,
): Promise<FastifyInstance> {
  const routes = Object.values(modules).flatMap((part: ModuleParts<unknown>) => part.routes)
  const http: HttpOptions = {
    act,
    authenticate: (request) => modules.identity.api.actorOf(request),
    https: options.secureCookies,
    publicUrl: options.publicUrl,
    logger: options.logger,
    requestsPerMinute: options.requestsPerMinute,
    ...(options.trustProxy !== undefined && { trustProxy: options.trustProxy }),
    ...(options.tls && { tls: options.tls }),
  }
  const server = await createHttpServer(http)
  registerRoutes(server, routes, http)
  const givenUp = () => countGivenUp(database.pool('yiwang_worker'))
  const asMeter = { actor: systemActor('metrics'), requestId: 'metrics', mode: 'read', role: 'yiwang_worker' } as const
  const untold = () => runAct(act, asMeter, (ctx) => modules.audit.api.waitingForSyslog(ctx))
  addPlatformRoutes(server, { database, routes, version: manifest.version, givenUp, untold })
  addTreeRoutes(server, { database, archives: act.archives, ledger })
  await modules['sign-on'].api.mount(server)
  return server
}

/** What the platform itself records. */
const platformEvents: readonly EventDefinition[] = [
  PersonalDataRead,
  PersonSearched,
  YearDetached,
  ...Object.values(vaultEvents),
]

/** What the record is told to: named by the operator, known by the public address. */
function syslogOf(
  syslog: NonNullable<AppOptions['syslog']>,
  { options, log, outgoing }: Pick<ModuleNeeds, 'options' | 'log' | 'outgoing'>,
) {
  return {
    ...syslog,
    host: new URL(options.publicUrl).hostname,
    deliver: (stream: OutgoingStream) => outgoing.deliver(stream),
    onTrouble: (trouble: object) => log.error(trouble, 'a central log system could not be told; it is told again'),
  }
}

/** How events and actors of the record are named to a user; asked only when the modules are there. */
function descriptions(modulesOf: () => Modules): StaleDescriptions {
  let titles: ReadonlyMap<string, string> | undefined
  return {
    eventTitle: (kind) => {
      const parts: readonly ModuleParts<unknown>[] = Object.values(modulesOf())
      const events = [...platformEvents, ...parts.flatMap((part) => part.events)]
      titles ??= new Map(events.map((one) => [one.kind, one.title]))
      return titles.get(kind) ?? kind
    },
    actorName: (ctx, actor) => actorName(modulesOf(), ctx, actor),
  }
}

type Modules = ReturnType<typeof createModules>

/** An actor of the record, as a colleague is told of them. */
async function actorName(modules: Modules, ctx: Context, actor: RecordedActor): Promise<string> {
  if (actor.staffId === undefined) return actor.kind === 'person' ? '申请人' : '系统'
  const { staffId, insteadOf } = actor
  const names = await modules.organizations.api.staffNames(ctx, [
    staffId,
    ...(insteadOf === undefined ? [] : [insteadOf]),
  ])
  const name = names.get(staffId) ?? '其他工作人员'
  return insteadOf === undefined ? name : `${name}（代${names.get(insteadOf) ?? '其他工作人员'}）`
}

/** What the audit's index asks of modules: it knows none of them, and gets functions. */
function whatAuditAsks({ limits, organizations, identity, cases, notices, exports }: Asked): AuditAsks {
  return {
    tell: notices.api.tellHolders,
    isOfficeTime: limits.api.isOfficeTime,
    staffNamed: (ctx, name) => organizations.api.staffNamed(ctx, { name, reach: ctx.permit.reach('audit.search') }),
    thingsOf: async (ctx, word, most) => {
      const account = await identity.api.findAccountByCode(ctx, word)
      const reach = ctx.permit.reach('audit.search')
      const subjects = await cases.api.casesOf(ctx, { word, reach, most })
      const exported = await exports.api.exportsWith(ctx, { subjects, most: 200 })
      return [...(account === undefined ? [] : [account]), ...exported, ...subjects]
    },
  }
}

/** Organizations stands left of identity: whoever keeps the accounts is told of posts for it here. */
function keeperOfAccounts(keepers: () => { identity: IdentityApi; signOn: SignOnApi }): PostsDeps {
  return {
    postsChanged: (ctx, staffId) => keepers().identity.refreshPosts(ctx, staffId),
    staffLeft: (ctx, staffId) => keepers().identity.closeOfStaff(ctx, staffId),
    joinerConfirmed: (ctx, joiner) => keepers().identity.welcomeJoiner(ctx, joiner),
    keptBy: (ctx, staffId) => keepers().signOn.keptBy(ctx, staffId),
  }
}

type AuditAsks = Pick<Parameters<typeof createAudit>[0], 'isOfficeTime' | 'staffNamed' | 'thingsOf' | 'tell'>
type Asked = Pick<Modules, 'limits' | 'organizations' | 'identity' | 'cases' | 'notices' | 'exports'>

type ModuleLog = NoticeLog & { error(details: object, message: string): void }

interface ModuleNeeds {
  readonly options: AppOptions
  readonly act: ActDeps
  readonly log: ModuleLog
  readonly ledger: LedgerKeeping
  readonly describe: StaleDescriptions
  readonly outgoing: OutgoingHttp & OutgoingStreams
}

function createModules({ options, act, log, ledger, describe, outgoing }: ModuleNeeds) {
  const { demo, publicUrl, secureCookies: https } = options
  const parts = (): readonly ModuleParts<unknown>[] => Object.values(modules)
  const holdings = () => parts().flatMap((part) => part.holdings ?? [])
  const lists = () => parts().flatMap((part) => part.lists ?? [])
  const limits = createLimits()
  const keeper = keeperOfAccounts(() => ({ identity: identity.api, signOn: signOn.api }))
  const organizations = createOrganizations({ ...keeper, limits: limits.api })
  const identity = createIdentity({
    act,
    organizations: organizations.api,
    permitTable: () => parts().flatMap((part) => part.permits),
    https,
    demo,
    accountKeepers: () => [cases, notices, signOn, personalData].map(({ api }) => api.accountKeeper),
    proofDesk: () => files.api.proofDesk,
    publicUrl,
    ...(options.certificateDoor !== undefined && { certificateDoor: options.certificateDoor }),
    outgoing,
    ...(options.identityPartners && { partners: options.identityPartners }),
    requiresSecondFactor: options.secondFactor ?? false,
    ...(options.sessionsPerAccount !== undefined && { mostSessions: options.sessionsPerAccount }),
  })
  const people = { act, identity: identity.api, organizations: organizations.api }
  const signOn = createSignOn({ ...people, publicUrl, https, log, outgoing })
  const notices = createNotices({ identity: identity.api, log })
  const files = createFiles(options)
  const flows = createFlows({
    limits: limits.api,
    organizations: organizations.api,
    personBlinds: (ctx, word) => cases.api.personBlinds(ctx, word),
    services: () => cases.api.flowServices,
    documentTemplates: (ctx, jurisdiction) => documents.api.usableTemplates(ctx, jurisdiction),
  })
  const documents = createDocuments({
    ...people,
    files: files.api,
    publicUrl,
    dataDir: options.dataDir,
    generateSeals: demo,
  })
  const exports = createExports({ ...people, files: files.api, lists })
  const licences = createLicences({ organizations: organizations.api, documents: documents.api, publicUrl })
  const ground = { organizations: organizations.api, identity: identity.api, files: files.api, notices: notices.api }
  const itemSources = { outgoing, upstreams: options.itemUpstreams ?? [] }
  const catalogue = createCatalogue({ ...ground, ...itemSources, flows: flows.api, documents: documents.api })
  const desk = { ...ground, flows: flows.api, exports: exports.api, catalogue: catalogue.api }
  const rosters = createRosters({ ...desk, kinds: options.listKinds })
  const cases = createCases({
    ...desk,
    limits: limits.api,
    documents: documents.api,
    licences: licences.api,
    notesBeside: () => personalData.api.notesBeside,
    whyNotGranted: (ctx, request) => personalData.api.whyNotGranted(ctx, request),
    ledger,
  })
  const personalData = createPersonalData({ ...desk, ...describe, cases: cases.api, holdings, publicUrl })
  const supervision = createSupervision({ ledger, ...describe })
  const everyEvent = () => [...platformEvents, ...parts().flatMap((part) => part.events)]
  const audit = createAudit({
    ...{ ...describe, everyEvent },
    ...(options.syslog && { syslog: syslogOf(options.syslog, { options, log, outgoing }) }),
    ...whatAuditAsks({ limits, organizations, identity, cases, notices, exports }),
  })
  const modules = {
    limits,
    organizations,
    identity,
    'sign-on': signOn,
    files,
    notices,
    flows,
    documents,
    exports,
    catalogue,
    rosters,
    licences,
    cases,
    'personal-data': personalData,
    supervision,
    audit,
  }
  return modules
}
