import { maskCitizenId } from '../../../kernel/index.ts'
import { RELATION_TITLES } from '../contract/index.ts'
import type { PersonMandateView } from '../contract/index.ts'
import { identityPermits } from '../contract/permits.ts'
import { standingOf } from '../domain/mandate.ts'
import type { MandateStanding } from '../domain/mandate.ts'
import type { PersonMandate } from '../store/person-mandate-store.ts'
import * as accountStore from '../store/account-store.ts'
import type { IdentityContext } from './identity-context.ts'
import { openOwner } from './sealed-fields.ts'

export const MANDATE_TITLES = { company: '单位经办人', guardian: '监护', 'village-agent': '帮办代办' } as const

const STANDINGS: Readonly<Record<MandateStanding, string>> = {
  asked: '待窗口确认',
  offered: '待代办人接受',
  coming: '还没有开始',
  'in-force': '有效',
  over: '已到期',
  revoked: '已撤销',
}

const REVOKED_BY = { principal: '授权人', agent: '代办人', official: '窗口' } as const

/** Who looks: the two of the mandate are told each other's names, whom else only a permit lets in. */
export async function presentMandates(
  ctx: IdentityContext,
  mandates: readonly PersonMandate[],
  reader: 'principal' | 'agent' | 'official',
): Promise<PersonMandateView[]> {
  const names = new Map<string, string>()
  for (const accountId of new Set(mandates.map(({ agentAccountId }) => agentAccountId))) {
    const account = await accountStore.find(ctx.tx, accountId)
    names.set(accountId, account ? openOwner(ctx, account).name : '')
  }
  return mandates.map((mandate) =>
    present(ctx, mandate, { reader, agentName: names.get(mandate.agentAccountId) ?? '' }),
  )
}

function present(
  ctx: IdentityContext,
  mandate: PersonMandate,
  { reader, agentName }: { reader: 'principal' | 'agent' | 'official'; agentName: string },
): PersonMandateView {
  const { principal, kind, relation, evidenceFileId, revokedOn, revokedBy } = mandate
  const standing = standingOf(mandate, ctx.today)
  return {
    id: mandate.id,
    kind,
    kindTitle: MANDATE_TITLES[kind],
    standing,
    standingTitle: STANDINGS[standing],
    principalName: principal.name,
    principalCitizenId: maskCitizenId(principal.citizenId),
    agentAccountId: mandate.agentAccountId,
    agentName,
    scope: { kind: mandate.scope.kind, codes: [...mandate.scope.codes] },
    validFrom: mandate.validFrom,
    validTo: mandate.validTo,
    documentNo: mandate.documentNo,
    proof: mandate.proof,
    givenAt: mandate.givenAt.toISOString(),
    version: mandate.version,
    ...(relation && { relation: RELATION_TITLES[relation] }),
    // A village agent has no need of the paper that was signed at the window.
    ...(evidenceFileId !== undefined && (reader !== 'agent' || kind === 'guardian') && { evidenceFileId }),
    ...(revokedOn !== undefined && { revokedOn }),
    ...(revokedBy && { revokedBy: REVOKED_BY[revokedBy] }),
    abilities: abilitiesOf(ctx, mandate, reader),
  }
}

function abilitiesOf(
  ctx: IdentityContext,
  mandate: PersonMandate,
  reader: 'principal' | 'agent' | 'official',
): PersonMandateView['abilities'] {
  const standing = standingOf(mandate, ctx.today)
  const isOpen = standing !== 'over' && standing !== 'revoked'
  const isOfficial = reader === 'official' && ctx.permit.allows(identityPermits.registerMandate.name, mandate)
  // A ward does not shake off a guardian alone: that is the court's (民法典 art. 36), and the window's to write down.
  const mayEnd = reader === 'agent' || isOfficial || (reader === 'principal' && mandate.kind !== 'guardian')
  return {
    accept: reader === 'agent' && isOpen && mandate.acceptedAt === undefined,
    act: reader === 'agent' && standing === 'in-force',
    confirm: isOfficial && standing === 'asked',
    end: isOpen && mayEnd,
  }
}
