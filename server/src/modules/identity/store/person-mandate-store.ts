import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { Reach } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { nameKeys, send, tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { SealedTable } from '../../../platform/vault/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { GuardianRelation } from '../contract/index.ts'
import type { Mandate } from '../domain/mandate.ts'
import { mandateOf } from './mandate-store.ts'
import type { RevokedBy } from './mandate-store.ts'
import type { IdentityTables, Mandates } from './tables.ts'

const NAME = 'identity.mandate_principal_name'
const CITIZEN_ID = 'identity.mandate_principal_citizen_id'
const PHONE = 'identity.mandate_principal_phone'
/** The same blind index as that of accounts: a principal is found by the citizen id, with an account or without. */
const BLIND = 'identity.account_citizen_id'

export const sealedMandates: SealedTable = {
  table: 'identity.mandates',
  columns: { principal_name: NAME, principal_citizen_id: CITIZEN_ID, principal_phone: PHONE },
}

/** For whom is acted, in clear. */
export interface Principal {
  readonly name: string
  readonly citizenId: string
  readonly phone?: string
}

/** A mandate from person to person. */
export interface PersonMandate extends Mandate {
  readonly kind: 'guardian' | 'village-agent'
  readonly id: string
  readonly principal: Principal
  readonly principalAccountId?: string
  readonly agentAccountId: string
  readonly division: string
  readonly documentNo: string
  readonly proof: 'sign-in' | 'paper' | 'document'
  readonly evidenceFileId?: string
  readonly relation?: GuardianRelation
  readonly givenAt: Date
  /** The member of staff who confirmed it; absent where the principal gave it alone. */
  readonly confirmedBy?: string
  readonly revokedBy?: RevokedBy
  readonly version: number
}

export async function insert(ctx: Context, mandate: PersonMandate): Promise<void> {
  const { principal, scope } = mandate
  nameKeys(ctx.tx, [mandate.id, mandate.agentAccountId])
  const { vault } = ctx
  await tablesOf<IdentityTables>(ctx.tx)
    .insertInto('identity.mandates')
    .values({
      ...splitPublicId(mandate.id),
      company_id: null,
      kind: mandate.kind,
      principal_name: vault.seal(principal.name, NAME),
      principal_citizen_id: vault.seal(principal.citizenId, CITIZEN_ID),
      principal_blind: principalBlind(ctx, principal.citizenId),
      principal_phone: principal.phone === undefined ? null : vault.seal(principal.phone, PHONE),
      principal_account_id: mandate.principalAccountId ?? null,
      agent_account_id: mandate.agentAccountId,
      division: mandate.division,
      letter_no: mandate.documentNo,
      scope: scope.kind,
      scope_codes: [...scope.codes],
      proof: mandate.proof,
      evidence_file_id: mandate.evidenceFileId ?? null,
      relation: mandate.relation ?? null,
      valid_from: mandate.validFrom,
      valid_to: mandate.validTo,
      given_at: mandate.givenAt,
      confirmed_at: mandate.confirmedAt ?? null,
      confirmed_by: mandate.confirmedBy ?? null,
      accepted_at: mandate.acceptedAt ?? null,
      revoked_on: null,
      revoke_reason: null,
    })
    .execute()
}

export function principalBlind(ctx: Pick<Context, 'vault'>, citizenId: string): Buffer {
  return ctx.vault.blind(citizenId, BLIND)
}

export async function find(ctx: Context, mandateId: string): Promise<PersonMandate | undefined> {
  const row = await byKey(ctx.tx, mandateId).executeTakeFirst()
  return row && fromRow(ctx, row)
}

/** Locks the mandate until the transaction ends. */
export async function lock(ctx: Context, mandateId: string): Promise<PersonMandate | undefined> {
  const row = await byKey(ctx.tx, mandateId).forUpdate().executeTakeFirst()
  return row && fromRow(ctx, row)
}

const MOST_OF_ONE = 200

/** All that a person gives or holds, the newest first: found by the account as agent, by the citizen id as principal. */
export async function listOf(
  ctx: Context,
  person: { accountId?: string | undefined; blind?: Buffer | undefined },
): Promise<PersonMandate[]> {
  if (person.accountId !== undefined) nameKeys(ctx.tx, [person.accountId])
  await askAsPrincipal(ctx.tx, person.blind)
  const rows = await tablesOf<IdentityTables>(ctx.tx)
    .selectFrom('identity.mandates')
    .selectAll()
    .where('kind', '<>', 'company')
    .where((eb) =>
      eb.or([
        ...(person.accountId === undefined ? [] : [eb('agent_account_id', '=', person.accountId)]),
        ...(person.blind === undefined ? [] : [eb('principal_blind', '=', person.blind)]),
      ]),
    )
    .orderBy('given_at', 'desc')
    .orderBy('id')
    .limit(MOST_OF_ONE)
    .execute()
  return rows.map((row) => fromRow(ctx, row))
}

/** The same without opening anything, for whoever ends them all. */
export async function listAllOf(
  tx: Tx,
  account: { readonly id: string; readonly citizenIdBlind?: Buffer },
): Promise<{ id: string; agentAccountId: string; revokedOn?: string }[]> {
  await askAsPrincipal(tx, account.citizenIdBlind)
  const rows = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.mandates')
    .select(['jurisdiction', 'id', 'agent_account_id', 'revoked_on'])
    .where('kind', '<>', 'company')
    .where((eb) =>
      eb.or([
        eb('agent_account_id', '=', account.id),
        ...(account.citizenIdBlind ? [eb('principal_blind', '=', account.citizenIdBlind)] : []),
      ]),
    )
    .execute()
  return rows.map((row) => ({
    id: joinPublicId(row.jurisdiction, row.id),
    agentAccountId: row.agent_account_id,
    ...(row.revoked_on !== null && { revokedOn: row.revoked_on }),
  }))
}

/** What waits for an official's confirmation, the newest first. */
export async function listAsked(
  ctx: Context,
  page: { reach: Reach; after: PersonMandate | undefined; limit: number },
): Promise<PersonMandate[]> {
  let query = tablesOf<IdentityTables>(ctx.tx)
    .selectFrom('identity.mandates')
    .selectAll()
    .where('kind', '<>', 'company')
    .where('confirmed_at', 'is', null)
    .where('revoked_on', 'is', null)
    .where(withinReach(page.reach, { division: 'division' }))
    .orderBy('given_at', 'desc')
    .orderBy('id')
    .limit(page.limit)
  const { after } = page
  if (after) {
    const id = splitPublicId(after.id).id
    query = query.where((eb) =>
      eb.or([eb('given_at', '<', after.givenAt), eb.and([eb('given_at', '=', after.givenAt), eb('id', '>', id)])]),
    )
  }
  return (await query.execute()).map((row) => fromRow(ctx, row))
}

export async function confirm(
  tx: Tx,
  mandateId: string,
  by: { staffId: string | undefined; at: Date; principalAccountId: string | undefined },
): Promise<void> {
  const { jurisdiction, id } = splitPublicId(mandateId)
  await tablesOf<IdentityTables>(tx)
    .updateTable('identity.mandates')
    .set((eb) => ({
      confirmed_at: by.at,
      confirmed_by: by.staffId ?? null,
      principal_account_id: by.principalAccountId ?? null,
      version: eb('version', '+', 1),
    }))
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

export async function accept(tx: Tx, mandateId: string, at: Date): Promise<void> {
  const { jurisdiction, id } = splitPublicId(mandateId)
  await tablesOf<IdentityTables>(tx)
    .updateTable('identity.mandates')
    .set((eb) => ({ accepted_at: at, version: eb('version', '+', 1) }))
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

/** The person closed the account: who acted for whom stays on record, the name and number go. */
export async function forgetPrincipal(ctx: Context, blind: Buffer): Promise<void> {
  await askAsPrincipal(ctx.tx, blind)
  await tablesOf<IdentityTables>(ctx.tx)
    .updateTable('identity.mandates')
    .set({
      principal_name: ctx.vault.seal('已注销', NAME),
      principal_citizen_id: ctx.vault.seal('', CITIZEN_ID),
      principal_phone: null,
      principal_blind: randomBytes(16),
    })
    .where('principal_blind', '=', blind)
    .execute()
}

/** The wall's own question: it shows the mandates of this one person, whoever holds them. */
async function askAsPrincipal(tx: Tx, blind: Buffer | undefined): Promise<void> {
  await send(tx, sql`select set_config('yiwang.applicant', ${blind?.toString('hex') ?? ''}, true)`)
}

function byKey(tx: Tx, mandateId: string) {
  // Whether it may be seen is said by who calls, from the two whom the row names.
  nameKeys(tx, [mandateId])
  const { jurisdiction, id } = splitPublicId(mandateId)
  return tablesOf<IdentityTables>(tx)
    .selectFrom('identity.mandates')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .where('kind', '<>', 'company')
}

function fromRow({ vault }: Context, row: Selectable<Mandates>): PersonMandate {
  const { kind, proof, principal_name, principal_citizen_id, principal_phone } = row
  if (kind === 'company' || proof === 'letter' || !principal_name || !principal_citizen_id) {
    throw new Error(`mandate ${row.id} is a company's`)
  }
  return {
    ...mandateOf(row),
    kind,
    proof,
    id: joinPublicId(row.jurisdiction, row.id),
    principal: {
      name: vault.open(principal_name, NAME),
      citizenId: vault.open(principal_citizen_id, CITIZEN_ID),
      ...(principal_phone && { phone: vault.open(principal_phone, PHONE) }),
    },
    agentAccountId: row.agent_account_id,
    division: row.division,
    documentNo: row.letter_no,
    givenAt: row.given_at,
    version: row.version,
    ...(row.principal_account_id !== null && { principalAccountId: row.principal_account_id }),
    ...(row.evidence_file_id !== null && { evidenceFileId: row.evidence_file_id }),
    ...(row.relation !== null && { relation: row.relation }),
    ...(row.confirmed_by !== null && { confirmedBy: row.confirmed_by }),
    ...(row.revoked_by !== null && { revokedBy: row.revoked_by }),
  }
}
