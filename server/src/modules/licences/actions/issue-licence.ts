import {
  calendarDate,
  chineseDate,
  jurisdictionOf,
  newPublicId,
  problem,
  streamOf,
  yearOf,
} from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { DocumentsApi } from '../../documents/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import { LicenceIssued, LicenceSuperseded } from '../contract/events.ts'
import type { HolderCodeType, LicenceField, LicenceView } from '../contract/licence.ts'
import { licencesProblems } from '../contract/problems.ts'
import { composeIdentifier } from '../domain/identifier.ts'
import { nextState } from '../domain/transitions.ts'
import type { Licence } from '../domain/licence.ts'
import { presentLicence } from '../queries/present-licence.ts'
import * as licenceStore from '../store/licence-store.ts'

export type LicencesContext = Context & {
  organizations: OrganizationsApi
  documents: DocumentsApi
  publicUrl: string
}

export interface IssueLicence {
  /** As the catalogue names it: code under GB/T 36903, and the name on the page. */
  readonly type: { readonly code: string; readonly name: string }
  readonly holder: string
  readonly holderCode: string
  readonly holderCodeType: HolderCodeType
  readonly caseId?: string | undefined
  readonly itemId?: string | undefined
  readonly organizationId: string
  readonly division: string
  readonly fields: readonly LicenceField[]
  readonly validFrom: string
  /** Absent: without end. */
  readonly validTo?: string | undefined
  /** The account in whose wallet it appears. */
  readonly holderAccountId?: string | undefined
  /** The licence that this one replaces: same serial, next version. */
  readonly supersedes?: { readonly licenceId: string; readonly version: number } | undefined
}

/** 颁发证照. The number, the identifier and the page follow as the last statements of the transaction. */
export async function issueLicence(ctx: LicencesContext, input: IssueLicence): Promise<LicenceView> {
  const validFrom = calendarDate(input.validFrom)
  const validTo = input.validTo === undefined ? undefined : calendarDate(input.validTo)
  if (validTo !== undefined && validTo < validFrom) throw problem(licencesProblems['period-malformed'])
  const organization = await ctx.organizations.getOrganization(ctx, input.organizationId)
  const id = newPublicId(jurisdictionOf(input.division))
  const old = input.supersedes && (await supersede(ctx, { ...input.supersedes, by: id }))
  const licence: Licence = {
    id,
    identifier: undefined,
    licenceNo: undefined,
    serial: old?.serial,
    edition: (old?.edition ?? 0) + 1,
    typeCode: input.type.code,
    name: input.type.name,
    holder: input.holder,
    holderCode: input.holderCode,
    holderCodeType: input.holderCodeType,
    fields: input.fields,
    ownerAccountId: input.holderAccountId,
    organizationId: organization.id,
    organizationName: organization.name,
    issuerCode: organization.code,
    division: input.division,
    caseId: input.caseId,
    itemId: input.itemId,
    issuedOn: ctx.today,
    validFrom,
    validTo,
    state: 'issued',
    stateOn: undefined,
    stateReason: undefined,
    stateBasis: undefined,
    supersedes: old?.id,
    documentId: undefined,
    erasedOn: undefined,
    version: 1,
  }
  // A code that can't be composed is refused now, not when the transaction ends.
  composeIdentifier({ ...licence, serial: '0', version: licence.edition })
  await licenceStore.insertLicence(ctx, licence)
  ctx.beforeCommit(() => complete(ctx, licence))
  return presentLicence(ctx, licence)
}

async function complete(ctx: LicencesContext, licence: Licence): Promise<void> {
  const serial = licence.serial ?? (await newSerial(ctx, licence))
  const identifier = composeIdentifier({ ...licence, serial, version: licence.edition })
  const { id: licenceId, organizationId, division } = licence
  const document = await ctx.documents.issue(ctx, {
    template: 'licence',
    subject: licenceId,
    title: licence.name,
    organizationId,
    division,
    data: pageOf(licence, { serial, identifier }),
    seal: true,
    recipientAccountId: licence.ownerAccountId,
    verifyUrl: `${ctx.publicUrl}/verify/${identifier}`,
  })
  await licenceStore.setNumbers(ctx.tx, licenceId, { identifier, licenceNo: serial, serial, documentId: document.id })
  const { typeCode, name, caseId, itemId, validFrom, validTo, holder, holderCode, fields } = licence
  const content = JSON.stringify({ holder, holderCode, fields })
  const contentDigest = ctx.vault.blind(content, 'licences.content digest').toString('hex')
  ctx.emit(
    LicenceIssued.of({
      licenceId,
      identifier,
      licenceNo: serial,
      typeCode,
      name,
      organizationId,
      division,
      documentId: document.id,
      validFrom,
      contentDigest,
      ...(validTo !== undefined && { validTo }),
      ...(caseId !== undefined && { caseId }),
      ...(itemId !== undefined && { itemId }),
    }),
  )
}

/** 流水号: division, year and a number without gaps, for one type and one issuer. */
async function newSerial(ctx: Context, licence: Licence): Promise<string> {
  const area = jurisdictionOf(licence.division)
  const year = yearOf(licence.issuedOn)
  const number = await ctx.numbers.next(area, `licence:${licence.typeCode}:${licence.issuerCode}:${year}`)
  return `${area}${year}${String(number).padStart(6, '0')}`
}

const CODE_TITLES: Readonly<Record<HolderCodeType, string>> = {
  'credit-code': '统一社会信用代码',
  'citizen-id': '公民身份号码',
  other: '持证主体代码',
}

function pageOf(licence: Licence, numbers: { serial: string; identifier: string }) {
  return {
    licenceName: licence.name,
    licenceNo: numbers.serial,
    identifier: numbers.identifier,
    holder: licence.holder,
    holderCodeTitle: CODE_TITLES[licence.holderCodeType],
    holderCode: licence.holderCode,
    licenceFields: licence.fields.map(({ title, value }) => ({ label: title, value })),
    validFrom: chineseDate(licence.validFrom),
    validTo: licence.validTo === undefined ? '长期' : chineseDate(licence.validTo),
  }
}

async function supersede(
  ctx: Context,
  { licenceId, version, by }: { licenceId: string; version: number; by: string },
): Promise<Licence> {
  const old = await licenceStore.lockLicence(ctx, licenceId)
  if (!old) throw problem(licencesProblems.unknown)
  if (old.version !== version) throw await ctx.stale(streamOf('licence', licenceId))
  const state = nextState(old.state, 'supersede')
  await licenceStore.saveState(ctx.tx, { ...old, state, stateOn: ctx.today, version: old.version + 1 })
  ctx.emit(LicenceSuperseded.of({ licenceId, by, on: ctx.today }))
  return old
}
