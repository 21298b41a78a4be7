import type { Actor, CalendarDate } from '../../kernel/index.ts'
import type { ActDeps, Context } from '../../platform/act/index.ts'
import { bindRoutes } from '../../platform/http/index.ts'
import type { DoorAnswer, DoorVisit } from '../../platform/http/index.ts'
import type { ModuleParts, Timer } from '../../platform/module/index.ts'
import type { OutgoingHttp } from '../../platform/outgoing/index.ts'
import type { OrganizationsApi } from '../organizations/index.ts'
import { closeOfStaff } from './actions/close-account.ts'
import { endSession } from './actions/end-session.ts'
import { forgetExpired } from './actions/forget-expired.ts'
import { welcomeJoiner } from './actions/propose-joining.ts'
import { refreshPosts } from './actions/refresh-posts.ts'
import { runOutRealNames } from './actions/run-out-real-names.ts'
import { showCertificate } from './actions/show-certificate.ts'
import { seedAccounts } from './actions/seed-accounts.ts'
import type { PeopleSeed, SeedAccounts } from './actions/seed-accounts.ts'
import * as identityEvents from './contract/events.ts'
import { identityPermits, identityProblems } from './contract/index.ts'
import type { IdentityPartners, MandateView } from './contract/index.ts'
import { relyingPartyOf } from './domain/relying-party.ts'
import { ownerRoutes } from './http/owner.routes.ts'
import { publicRoutes } from './http/public.routes.ts'
import { staffRoutes } from './http/staff.routes.ts'
import { createActorOf, sessionCookieName, staffActor } from './queries/actor-of.ts'
import type { PermitTable, SignedRequest } from './queries/actor-of.ts'
import type { AccountKeeper, ProofDesk } from './queries/identity-context.ts'
import type { IdentityDeps } from './queries/identity-context.ts'
import { noteMandateShown } from './actions/note-mandate-shown.ts'
import { findActing, personMandatesOf } from './queries/acting-for.ts'
import type { ActingFor, PersonMandateFacts } from './queries/acting-for.ts'
import { findMandate, mandatesOf } from './queries/list-my-mandates.ts'
import { correctCitizenId, correctName, correctPhone } from './actions/correct-account.ts'
import { holdings } from './queries/holdings.ts'
import { holdersOf } from './queries/holders-of.ts'
import { findAccountByCode, hasDemoAccounts, ownerOf, personOf } from './queries/person-of.ts'
import { createRealNames } from './queries/real-name-providers.ts'
import { createAuthorities, tlsAuthoritiesOf } from './queries/certificate-authorities.ts'
import { recoveryRulesOf } from './queries/recovery-standing.ts'
import { sendRecoveryCode } from './jobs/send-recovery-code.ts'
import { createUpstreams } from './queries/upstream-providers.ts'
import type { RealNames } from './queries/real-name-providers.ts'
import type { AccountOwner, Person } from './queries/sealed-fields.ts'
import { isOpen, liveSessions, signInOf, staffOf } from './queries/sign-in-of.ts'
import type { SignInFacts, StaffFacts } from './queries/sign-in-of.ts'
import { sealedFactors } from './actions/check-factor.ts'
import { sealedMandates } from './store/person-mandate-store.ts'
import { sealed } from './queries/sealed-fields.ts'

/** 身份: accounts, sessions, real names and mandates. Others see who acts ({@link IdentityApi.actorOf}), and little else. */
export interface IdentityApi {
  actorOf(request: SignedRequest): Promise<Actor>
  personOf(ctx: Context, accountId: string): Promise<Person>
  ownerOf(ctx: Context, accountId: string): Promise<AccountOwner>
  findAccountByCode(ctx: Context, citizenId: string): Promise<string | undefined>
  mandatesOf(ctx: Context, accountId: string): Promise<MandateView[]>
  findMandate(ctx: Context, key: { accountId: string; creditCode: string }): Promise<MandateView | undefined>
  /** For whom the actor acts, while it acts for another. */
  findActing(ctx: Context): Promise<ActingFor | undefined>
  /** From person to person: by which an account may act today. */
  personMandatesOf(ctx: Context, accountId: string): Promise<PersonMandateFacts[]>
  /** Another application was told of it: an entry in the mandate's own stream, which its principal reads. */
  noteMandateShown(ctx: Context, shown: { mandateId: string; clientId: string }): Promise<void>
  /** Copies the posts that somebody holds now; called in the transaction that gives or takes one. */
  refreshPosts(ctx: Context, staffId: string): Promise<void>
  /** Of an official who leaves: sessions, factors and sign-in names go with it, in the transaction of the act that decided it. */
  closeOfStaff(ctx: Context, staffId: string): Promise<void>
  /** Of an official who joins and was confirmed: half of the code for the first password. */
  welcomeJoiner(ctx: Context, joiner: { staffId: string; firstDay: CalendarDate }): Promise<string>
  /** Whom to tell: accounts of officials who hold a permit for a division today. */
  holdersOf(ctx: Context, of: { permit: string; division: string; organizationId?: string }): Promise<string[]>
  hasDemoAccounts(ctx: Context): Promise<boolean>
  /** What a sign-in is worth, for who builds on it; undefined once it was ended. */
  signInOf(ctx: Context, sessionId: string): Promise<SignInFacts | undefined>
  liveSessions(ctx: Context, sessionIds: readonly string[]): Promise<Set<string>>
  endSession(ctx: Context, accountId: string, sessionId: string): Promise<void>
  staffOf(ctx: Context, accountId: string): Promise<StaffFacts | undefined>
  isOpen(ctx: Context, accountId: string): Promise<boolean>
  /** An official as his posts are now, for what is made for him later than he asked; undefined once the account is closed. */
  staffActor(ctx: Context, accountId: string): Promise<Actor | undefined>
  /** A browser has shown a certificate in TLS. */
  showCertificate(visit: DoorVisit): Promise<DoorAnswer>
  /** PEM of the authorities that browsers can be told of: their TLS knows no SM2. */
  readonly tlsAuthorities: readonly string[]
  seed(ctx: Context, seed: SeedAccounts): Promise<void>
}

interface IdentityOptions {
  act: ActDeps
  organizations: OrganizationsApi
  permitTable: PermitTable
  https: boolean
  demo: boolean
  accountKeepers: () => readonly AccountKeeper[]
  proofDesk: () => ProofDesk
  publicUrl: string
  certificateDoor?: string
  outgoing: OutgoingHttp
  partners?: IdentityPartners
  requiresSecondFactor: boolean
  mostSessions?: number
}

function depsOf(options: IdentityOptions): IdentityDeps & { realNames: RealNames } {
  const { organizations, permitTable, demo, requiresSecondFactor, mostSessions, accountKeepers, proofDesk } = options
  return {
    organizations,
    permitTable,
    cookieName: sessionCookieName(options.https),
    demo,
    requiresSecondFactor,
    ...(mostSessions !== undefined && { mostSessions }),
    relyingParty: relyingPartyOf(options.publicUrl),
    realNames: createRealNames(options.partners, options.outgoing),
    recoveryRules: recoveryRulesOf(options.partners),
    upstreams: createUpstreams(options.partners, options.outgoing),
    authorities: createAuthorities(options.partners, options.outgoing),
    publicUrl: options.publicUrl,
    accountKeepers,
    proofDesk,
    ...(options.certificateDoor !== undefined && { certificateDoor: options.certificateDoor }),
  }
}

export function createIdentity(options: IdentityOptions): ModuleParts<IdentityApi> {
  const deps = depsOf(options)
  const api: IdentityApi = {
    actorOf: createActorOf({ act: options.act, ...deps }),
    personOf,
    ownerOf,
    findAccountByCode,
    mandatesOf,
    findMandate,
    findActing,
    personMandatesOf,
    noteMandateShown,
    refreshPosts: (ctx, staffId) => refreshPosts({ ...ctx, ...deps }, staffId),
    closeOfStaff,
    welcomeJoiner: (ctx, joiner) => welcomeJoiner({ ...ctx, ...deps }, joiner),
    holdersOf: (ctx, of) => holdersOf({ ...ctx, ...deps }, of),
    hasDemoAccounts,
    signInOf: (ctx, sessionId) => signInOf({ ...ctx, ...deps }, sessionId),
    liveSessions,
    endSession,
    staffOf,
    isOpen,
    staffActor: (ctx, accountId) => staffActor({ ...ctx, ...deps }, accountId),
    showCertificate: (visit) => showCertificate({ act: options.act, ...deps }, visit),
    tlsAuthorities: tlsAuthoritiesOf(deps.authorities),
    seed: (ctx, seed) => seedAccounts({ ...ctx, ...deps }, seed),
  }
  return {
    api,
    routes: bindRoutes([...publicRoutes, ...ownerRoutes, ...staffRoutes], deps),
    permits: Object.values(identityPermits),
    events: Object.values(identityEvents),
    sealed: [...sealed, sealedFactors, sealedMandates],
    holdings: holdings({
      姓名: (ctx, correction) => correctName({ ...ctx, ...deps }, correction),
      手机号: (ctx, correction) => correctPhone({ ...ctx, ...deps }, correction),
      公民身份号码: (ctx, correction) => correctCitizenId({ ...ctx, ...deps }, correction),
    }),
    problems: Object.values(identityProblems),
    jobs: [sendRecoveryCode(deps)],
    timers: timersOf(deps.realNames),
  }
}

function timersOf(realNames: RealNames): Timer[] {
  return [
    { name: 'identity/forget-expired', cron: '17 19 * * *', work: (run) => run(forgetExpired) },
    {
      name: 'identity/run-out-real-names',
      cron: '27 * * * *',
      work: (run) => run((ctx) => runOutRealNames({ ...ctx, realNames })),
    },
  ]
}

export type { AccountKeeper, PeopleSeed, ProofDesk, SignInFacts }
