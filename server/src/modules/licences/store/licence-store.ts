import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate, Reach } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { nameKeys, tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { DataSubject } from '../../../platform/module/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { HolderCodeType, LicenceField } from '../contract/licence.ts'
import type { Licence } from '../domain/licence.ts'
import type { Licences, LicencesTables } from './tables.ts'
import type { SealedTable } from '../../../platform/vault/index.ts'

const HOLDER = 'licences.holder'
const HOLDER_CODE = 'licences.holder_code'
const FIELDS = 'licences.fields'

export const sealed: SealedTable = {
  table: 'licences.licences',
  columns: { holder_sealed: HOLDER, holder_code_sealed: HOLDER_CODE, fields_sealed: FIELDS },
}

export async function insertLicence(ctx: Context, licence: Licence): Promise<void> {
  const { vault } = ctx
  await tablesOf<LicencesTables>(ctx.tx)
    .insertInto('licences.licences')
    .values({
      ...splitPublicId(licence.id),
      edition: licence.edition,
      type_code: licence.typeCode,
      name: licence.name,
      holder_sealed: vault.seal(licence.holder, HOLDER),
      holder_blind: vault.blind(licence.holder, HOLDER),
      holder_code_sealed: vault.seal(licence.holderCode, HOLDER_CODE),
      holder_code_blind: vault.blind(licence.holderCode, HOLDER_CODE),
      holder_code_type: licence.holderCodeType,
      fields_sealed: vault.seal(JSON.stringify(licence.fields), FIELDS),
      owner_account_id: licence.ownerAccountId ?? null,
      organization_id: licence.organizationId,
      organization_name: licence.organizationName,
      issuer_code: licence.issuerCode,
      division: licence.division,
      case_id: licence.caseId ?? null,
      item_id: licence.itemId ?? null,
      issued_on: licence.issuedOn,
      valid_from: licence.validFrom,
      valid_to: licence.validTo ?? null,
      state: licence.state,
      supersedes: licence.supersedes ?? null,
    })
    .execute()
}

export async function setNumbers(
  tx: Tx,
  licenceId: string,
  numbers: { identifier: string; licenceNo: string; serial: string; documentId: string },
): Promise<void> {
  const { jurisdiction, id } = splitPublicId(licenceId)
  const { identifier, licenceNo, serial, documentId } = numbers
  await tablesOf<LicencesTables>(tx)
    .updateTable('licences.licences')
    .set({ identifier, licence_no: licenceNo, serial, document_id: documentId })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

export async function saveState(tx: Tx, licence: Licence): Promise<void> {
  const { jurisdiction, id } = splitPublicId(licence.id)
  await tablesOf<LicencesTables>(tx)
    .updateTable('licences.licences')
    .set({
      state: licence.state,
      state_on: licence.stateOn ?? null,
      state_reason: licence.stateReason ?? null,
      state_basis: licence.stateBasis ?? null,
      version: licence.version,
    })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

export async function findLicence(ctx: Context, licenceId: string): Promise<Licence | undefined> {
  const row = await byKey(ctx.tx, licenceId).executeTakeFirst()
  return row && licenceOf(ctx, row)
}

export async function lockLicence(ctx: Context, licenceId: string): Promise<Licence | undefined> {
  const row = await byKey(ctx.tx, licenceId).forUpdate().executeTakeFirst()
  return row && licenceOf(ctx, row)
}

export async function findByIdentifier(ctx: Context, identifier: string): Promise<Licence | undefined> {
  nameKeys(ctx.tx, [identifier])
  const row = await select(ctx.tx).where('identifier', '=', identifier).executeTakeFirst()
  if (!row) return undefined
  const licence = licenceOf(ctx, row)
  // Its page is a paper of the licence.
  nameKeys(ctx.tx, [licence.id], licence.division)
  return licence
}

export async function licencesOfCase(ctx: Context, caseId: string): Promise<Licence[]> {
  const rows = await select(ctx.tx).where('case_id', '=', caseId).orderBy('id').execute()
  return rows.map((row) => licenceOf(ctx, row))
}

export async function licencesOfHolder(ctx: Context, holderCode: string): Promise<Licence[]> {
  const blind = ctx.vault.blind(holderCode, HOLDER_CODE)
  const rows = await select(ctx.tx).where('holder_code_blind', '=', blind).orderBy('id', 'desc').limit(200).execute()
  return rows.map((row) => licenceOf(ctx, row))
}

export async function licencesOfOwner(ctx: Context, accountId: string): Promise<Licence[]> {
  const rows = await select(ctx.tx).where('owner_account_id', '=', accountId).orderBy('id', 'desc').limit(200).execute()
  return rows.map((row) => licenceOf(ctx, row))
}

/** All of a person: held by the account, issued from the person's cases, or under the person's proved number. */
export async function licencesOfPerson(ctx: Context, of: DataSubject): Promise<Licence[]> {
  const blind = of.citizenId === undefined ? null : ctx.vault.blind(of.citizenId, HOLDER_CODE)
  const rows = await select(ctx.tx)
    .where(
      sql<boolean>`(owner_account_id = ${of.accountId} or case_id = any(${[...of.things]}::text[]) or holder_code_blind = ${blind})`,
    )
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => licenceOf(ctx, row))
}

export async function listLicences(
  ctx: Context,
  page: { reach: Reach; before: string | undefined; limit: number },
): Promise<Licence[]> {
  const columns = { division: 'division', organization: 'organization_id', owner: 'owner_account_id' }
  let query = select(ctx.tx).where(withinReach(page.reach, columns))
  if (page.before !== undefined) query = query.where('id', '<', splitPublicId(page.before).id)
  const rows = await query.orderBy('id', 'desc').limit(page.limit).execute()
  return rows.map((row) => licenceOf(ctx, row))
}

function select(tx: Tx) {
  return tablesOf<LicencesTables>(tx).selectFrom('licences.licences').selectAll()
}

function byKey(tx: Tx, licenceId: string) {
  const { jurisdiction, id } = splitPublicId(licenceId)
  return select(tx).where('jurisdiction', '=', jurisdiction).where('id', '=', id)
}

function licenceOf(ctx: Context, row: Selectable<Licences>): Licence {
  const { vault } = ctx
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    identifier: row.identifier ?? undefined,
    licenceNo: row.licence_no ?? undefined,
    serial: row.serial ?? undefined,
    edition: row.edition,
    typeCode: row.type_code,
    name: row.name,
    holder: vault.open(row.holder_sealed, HOLDER),
    holderCode: vault.open(row.holder_code_sealed, HOLDER_CODE),
    holderCodeType: row.holder_code_type as HolderCodeType,
    fields: JSON.parse(vault.open(row.fields_sealed, FIELDS)) as LicenceField[],
    ownerAccountId: row.owner_account_id ?? undefined,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    issuerCode: row.issuer_code,
    division: row.division,
    caseId: row.case_id ?? undefined,
    itemId: row.item_id ?? undefined,
    issuedOn: row.issued_on as CalendarDate,
    validFrom: row.valid_from as CalendarDate,
    validTo: (row.valid_to ?? undefined) as CalendarDate | undefined,
    state: row.state,
    stateOn: (row.state_on ?? undefined) as CalendarDate | undefined,
    stateReason: row.state_reason ?? undefined,
    stateBasis: row.state_basis ?? undefined,
    supersedes: row.supersedes ?? undefined,
    documentId: row.document_id ?? undefined,
    erasedOn: (row.erased_on ?? undefined) as CalendarDate | undefined,
    version: row.version,
  }
}

/** Who held the licences of a case, and what they said. @returns the licences */
export async function eraseHolders({ tx, vault, today }: Context, caseId: string): Promise<string[]> {
  const rows = await tablesOf<LicencesTables>(tx)
    .updateTable('licences.licences')
    .set({
      holder_sealed: vault.seal('已删除', HOLDER),
      holder_blind: randomBytes(16),
      holder_code_sealed: vault.seal('', HOLDER_CODE),
      holder_code_blind: randomBytes(16),
      fields_sealed: vault.seal('[]', FIELDS),
      erased_on: today,
      state_reason: sql<string | null>`case when state_reason is not null then '已删除' end`,
    })
    .where('case_id', '=', caseId)
    .returning(['jurisdiction', 'id'])
    .execute()
  return rows.map((row) => joinPublicId(row.jurisdiction, row.id))
}

/** Which of these cases have a licence that is good on a day, or only suspended. */
export async function findValid(tx: Tx, caseIds: readonly string[], on: CalendarDate): Promise<ReadonlySet<string>> {
  if (caseIds.length === 0) return new Set()
  const rows = await tablesOf<LicencesTables>(tx)
    .selectFrom('licences.licences')
    .select('case_id')
    .distinct()
    .where('case_id', 'in', [...caseIds])
    .where('state', 'in', ['issued', 'suspended'])
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', on)]))
    .execute()
  return new Set(rows.flatMap((row) => row.case_id ?? []))
}
