import { problem, todayIn } from '../../../kernel/index.ts'
import type { IncomingFile, InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Preparation, RequestFacts } from '../../../platform/http/index.ts'
import type { RegisterCompany } from '../contract/company.ts'
import { CompanyRefused, CompanyVerified, MandateRevoked } from '../contract/events.ts'
import { identityProblems } from '../contract/problems.ts'
import { companyLevel, validUntil } from '../domain/real-name.ts'
import type { RealNameAnswer, RealNameProvider } from '../domain/real-name-provider.ts'
import { ownPerson } from '../queries/get-real-name.ts'
import type { IdentityContext } from '../queries/identity-context.ts'
import { companyProvider, presentCompany } from '../queries/list-my-companies.ts'
import * as accountStore from '../store/account-store.ts'
import * as companyStore from '../store/company-store.ts'
import type { CompanyRow } from '../store/company-store.ts'
import * as mandateStore from '../store/mandate-store.ts'
import { addMandate } from './register-mandate.ts'
import { confirmKeys } from './throttle-real-name.ts'
import { countFailureOf, forgetFailures, requireNoWait, requireNoWaitInTurn } from './throttle-sign-in.ts'
import type { ThrottleKeys } from './throttle-sign-in.ts'

/** A legal representative changes sooner or later: without another word of the source a year is believed. */
const VALID_MONTHS = 12
const LETTER = '法定代表人（登记信息核验）'

export interface AskedCompany {
  readonly provider: RealNameProvider
  readonly keys: ThrottleKeys
  readonly answer: RealNameAnswer
}

type Input = InputOf<typeof RegisterCompany>

/** Asks the register whether the person who is signed in is this company's legal representative. */
export async function askRegister(
  work: Preparation<IdentityContext>,
  input: Input,
  request: RequestFacts,
): Promise<AskedCompany> {
  const { provider, keys, person } = await work.act(async (ctx) => {
    const own = await ownPerson(ctx, (id) => accountStore.find(ctx.tx, id))
    const { realNameLevel: current } = own.person
    if (current < 2) throw problem(identityProblems['company-needs-level'], { current })
    const about = { accountId: own.account.id, code: input.creditCode, network: request.network }
    const counted = confirmKeys(ctx.vault, about)
    await requireNoWait(ctx, counted)
    return { provider: companyProvider(work, own.account.id), keys: counted, person: own.person }
  })
  if (!provider) throw problem(identityProblems['company-unavailable'])
  const { name, citizenId, phone } = person
  const answer = await provider.checkCompany(
    { creditCode: input.creditCode, name: input.name },
    { name, citizenId, phone },
  )
  return { provider, keys, answer }
}

/** 法人注册: what the register confirms last holds; its legal representative acts for the company and appoints agents. */
export async function registerCompany(
  ctx: IdentityContext,
  input: Input,
  _file: IncomingFile,
  _request: RequestFacts,
  { provider, keys, answer }: AskedCompany,
): Promise<OutputOf<typeof RegisterCompany>> {
  await requireNoWaitInTurn(ctx, keys)
  const { account, person } = await ownPerson(ctx, (id) => accountStore.lock(ctx.tx, id))
  if (answer !== 'matched') {
    ctx.emit(CompanyRefused.of({ accountId: account.id, source: provider.title, answer }))
    if (answer === 'unavailable') throw problem(identityProblems['company-unavailable'])
    await countFailureOf(ctx, keys)
    throw problem(identityProblems['company-not-matched'], { source: provider.title })
  }
  const until = todayIn(validUntil(ctx.now, provider.validMonths ?? VALID_MONTHS) ?? ctx.now)
  const { company, former } = await companyStore.confirm(ctx.tx, placeOf(input.creditCode), {
    creditCode: input.creditCode,
    name: input.name,
    level: companyLevel(person.realNameLevel),
    legalRepresentative: account.id,
    source: provider.title,
    verifiedAt: ctx.now,
    validUntil: until,
  })
  await letRepresent(ctx, company, former)
  await forgetFailures(ctx, keys)
  ctx.emit(
    CompanyVerified.of({
      companyId: company.id,
      creditCode: company.creditCode,
      level: company.level,
      source: company.source,
      representativeAccountId: account.id,
      ...(former !== undefined && { formerAccountId: former }),
      validUntil: until,
    }),
  )
  return presentCompany(ctx, company)
}

/** GB 32100: the third to the eighth place are the division of the authority that registered it. */
function placeOf(creditCode: string): string {
  return creditCode.slice(2, 8)
}

/** The representative acts by a mandate like everybody, until the register has to be asked again; a former one no longer. */
async function letRepresent(ctx: IdentityContext, company: CompanyRow, former: string | undefined): Promise<void> {
  const { legalRepresentative, creditCode, name, validUntil: validTo } = company
  for (const mandate of await mandateStore.listOfCompany(ctx.tx, company.id)) {
    const isOver = mandate.agentAccountId === former || mandate.agentAccountId === legalRepresentative
    if (!isOver) continue
    await mandateStore.revoke(ctx.tx, {
      id: mandate.id,
      on: ctx.today,
      reason: '法定代表人登记信息更新',
      by: 'principal',
    })
    ctx.emit(MandateRevoked.of({ mandateId: mandate.id, revokedOn: ctx.today }))
  }
  await addMandate(ctx, {
    creditCode,
    organizationName: name,
    agentAccountId: legalRepresentative,
    division: placeOf(creditCode),
    letterNo: LETTER,
    isDemo: false,
    validFrom: ctx.today,
    validTo,
  })
}
