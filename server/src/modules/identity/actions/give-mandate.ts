import { addDays, calendarDate, isCalendarDate, newPublicId, problem } from '../../../kernel/index.ts'
import type { CalendarDate } from '../../../kernel/index.ts'
import { MandateGiven } from '../contract/events.ts'
import type { GuardianRelation } from '../contract/index.ts'
import { identityProblems } from '../contract/problems.ts'
import { comesOfAgeOn, isInForce, lastDayOfGuardianship, standingOf } from '../domain/mandate.ts'
import type { IdentityContext, StagedProof } from '../queries/identity-context.ts'
import { openPerson } from '../queries/sealed-fields.ts'
import type { Person } from '../queries/sealed-fields.ts'
import { findAccountByCode } from '../queries/person-of.ts'
import * as accountStore from '../store/account-store.ts'
import * as personMandateStore from '../store/person-mandate-store.ts'
import type { PersonMandate, Principal } from '../store/person-mandate-store.ts'

/** Longest guardianship over an adult before the document has to be shown again. Ours: no law names a number. */
const ADULT_GUARDIANSHIP_DAYS = 5 * 365
/** Longest mandate of a village agent. Ours. */
const VILLAGE_MANDATE_DAYS = 366

export interface Guardianship {
  readonly wardName: string
  readonly wardCitizenId: string
  readonly relation: GuardianRelation
  readonly documentNo: string
  readonly validTo?: string | undefined
  readonly themes?: string | undefined
  readonly division: string
}

/** 监护 as it will be kept: of a minor until the eve of the eighteenth birthday at the latest (民法典 arts. 17, 39). */
export async function newGuardianship(
  ctx: IdentityContext,
  asked: Guardianship,
  guardian: Person,
): Promise<PersonMandate> {
  requireTwoPeople(guardian, { citizenId: asked.wardCitizenId })
  if (ctx.today < comesOfAgeOn(guardian.citizenId)) throw problem(identityProblems['guardian-minor'])
  const principal = { name: asked.wardName, citizenId: asked.wardCitizenId }
  const principalAccountId = await findAccountByCode(ctx, asked.wardCitizenId)
  const mandate: PersonMandate = {
    ...blank(ctx, asked.division),
    kind: 'guardian',
    scope: scopeOfThemes(asked.themes),
    validFrom: ctx.today,
    validTo: lastDay(ctx.today, asked),
    proof: 'document',
    documentNo: asked.documentNo,
    relation: asked.relation,
    principal,
    agentAccountId: guardian.accountId,
    ...(principalAccountId !== undefined && { principalAccountId }),
  }
  await requireOnlyOne(ctx, mandate)
  return mandate
}

/** @throws identity/mandate-period, identity/ward-of-age */
function lastDay(today: CalendarDate, { wardCitizenId, validTo }: Guardianship): CalendarDate {
  const asked = validTo === undefined ? undefined : dayOf(validTo)
  if (asked !== undefined && asked < today) throw problem(identityProblems['mandate-period'])
  const isMinor = today < comesOfAgeOn(wardCitizenId)
  if (isMinor) return lastDayOfGuardianship(wardCitizenId, asked ?? calendarDate('9999-12-31'))
  if (asked === undefined || asked > addDays(today, ADULT_GUARDIANSHIP_DAYS)) {
    throw problem(identityProblems['ward-of-age'])
  }
  return asked
}

async function requireOnlyOne(ctx: IdentityContext, mandate: PersonMandate): Promise<void> {
  const blind = personMandateStore.principalBlind(ctx, mandate.principal.citizenId)
  const others = await personMandateStore.listOf(ctx, { blind })
  const isDouble = others.some(
    (other) =>
      other.kind === 'guardian' &&
      other.agentAccountId === mandate.agentAccountId &&
      !['over', 'revoked'].includes(standingOf(other, ctx.today)),
  )
  if (isDouble) throw problem(identityProblems['mandate-exists'])
}

/** 帮办代办: named items, named days, an agent whom the village has named. */
export async function newVillageMandate(
  ctx: IdentityContext,
  asked: { agentAccountId: string; itemIds: readonly string[]; validFrom: string; validTo: string; division: string },
  given: { principal: Principal; proof: 'sign-in' | 'paper'; documentNo: string },
): Promise<PersonMandate> {
  const agent = await accountStore.find(ctx.tx, asked.agentAccountId)
  const person = agent && openPerson(ctx, agent)
  if (!person || agent.state !== 'active' || agent.agentOfVillage === undefined) {
    throw problem(identityProblems['village-agent-unknown'])
  }
  requireTwoPeople(person, given.principal)
  const [validFrom, validTo] = [dayOf(asked.validFrom), dayOf(asked.validTo)]
  if (validTo < validFrom || validTo < ctx.today) throw problem(identityProblems['mandate-period'])
  if (validTo > addDays(validFrom, VILLAGE_MANDATE_DAYS - 1)) {
    throw problem(identityProblems['mandate-too-long'], { most: VILLAGE_MANDATE_DAYS })
  }
  const principalAccountId = await findAccountByCode(ctx, given.principal.citizenId)
  return {
    ...blank(ctx, asked.division),
    kind: 'village-agent',
    scope: { kind: 'items', codes: [...new Set(asked.itemIds)] },
    validFrom,
    validTo,
    ...given,
    agentAccountId: person.accountId,
    ...(principalAccountId !== undefined && { principalAccountId }),
  }
}

/** Writes a mandate down with its proof, and says so. */
export async function giveMandate(
  ctx: IdentityContext,
  mandate: PersonMandate,
  proof?: StagedProof,
): Promise<PersonMandate> {
  const { id, kind, agentAccountId, principalAccountId, scope, validFrom, validTo, division } = mandate
  const owner = kind === 'guardian' ? agentAccountId : principalAccountId
  const evidenceFileId = await proof?.keep(ctx, {
    subject: id,
    division,
    ...(owner !== undefined && { ownerId: owner }),
  })
  const kept = { ...mandate, ...(evidenceFileId !== undefined && { evidenceFileId }) }
  await personMandateStore.insert(ctx, kept)
  ctx.emit(
    MandateGiven.of({
      ...parties(mandate),
      scope: scope.kind,
      codes: [...scope.codes],
      validFrom,
      validTo,
      proof: mandate.proof,
      isConfirmed: mandate.confirmedAt !== undefined,
    }),
  )
  return kept
}

/** Between whom, as the record says it: accounts, never names. */
export function parties({ id, kind, agentAccountId, principalAccountId }: PersonMandate) {
  return { mandateId: id, kind, agentAccountId, ...(principalAccountId !== undefined && { principalAccountId }) }
}

/** The person who acts, proved. @throws identity/people-only, identity/mandate-real-name */
export async function provedPerson(ctx: IdentityContext, accountId: string): Promise<Person> {
  const account = await accountStore.find(ctx.tx, accountId)
  const person = account && openPerson(ctx, account)
  if (!person) throw problem(identityProblems['people-only'])
  if (person.realNameLevel < 2) throw problem(identityProblems['mandate-real-name'])
  return person
}

/** @throws identity/mandate-not-in-force */
export function requireInForce(ctx: IdentityContext, mandate: PersonMandate): void {
  if (!isInForce(mandate, ctx.today)) throw problem(identityProblems['mandate-not-in-force'])
}

function requireTwoPeople(agent: Person, principal: { citizenId: string }): void {
  if (agent.citizenId === principal.citizenId) throw problem(identityProblems['mandate-to-oneself'])
}

function blank(ctx: IdentityContext, division: string) {
  return { id: newPublicId(division.slice(0, 6)), division, givenAt: ctx.now, version: 1 }
}

function scopeOfThemes(themes: string | undefined): PersonMandate['scope'] {
  const codes = listOf(themes ?? '')
  return codes.length === 0 ? { kind: 'all', codes: [] } : { kind: 'themes', codes }
}

/** What a form with a file can say: one text with commas. */
export function listOf(text: string): string[] {
  return [...new Set(text.split(',').map((one) => one.trim()))].filter((one) => one !== '')
}

function dayOf(text: string): CalendarDate {
  if (!isCalendarDate(text)) throw problem(identityProblems['mandate-period'])
  return text
}
