import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { Reach } from '../../../kernel/index.ts'
import { nameKeys, send, tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { HeldPost } from '../../../platform/permits/index.ts'
import type { AccountKind } from '../domain/session.ts'
import type { SignInNameKind } from '../domain/sign-in-name.ts'
import type { Accounts, IdentityTables, SignInNames } from './tables.ts'

/** An account as it is kept: personal fields sealed. */
export interface AccountRow {
  readonly id: string
  readonly kind: AccountKind
  readonly state: 'active' | 'closed'
  readonly division?: string
  readonly name: Buffer
  readonly phone?: Buffer
  readonly citizenId?: Buffer
  readonly citizenIdBlind?: Buffer
  readonly realNameLevel: number
  readonly realNameSource?: string
  /** When the level runs out, and what is left of it then. */
  readonly realNameUntil?: Date
  readonly realNameThen?: number
  readonly staffId?: string
  readonly organizationId?: string
  readonly posts: readonly HeldPost[]
  readonly passwordHash: string
  readonly mustChangePassword: boolean
  readonly isDemo: boolean
  /** Of an official who joins: the first day on which the account lets anybody in. */
  readonly opensOn?: string
  /** Until a second administrator has confirmed it: the half of the start code that the first one gave. */
  readonly startDigest?: Buffer
  /** The village for which a person is named as its agent (村级代办员). */
  readonly agentOfVillage?: string
  readonly version: number
}

export async function find(tx: Tx, accountId: string): Promise<AccountRow | undefined> {
  const row = await byKey(tx, accountId).executeTakeFirst()
  return row && accountOf(row)
}

/** An account of the place that the actor reaches, by nothing but that; from now on with its factors and sessions. */
export async function findInPlace(tx: Tx, accountId: string): Promise<AccountRow | undefined> {
  const row = await selectByKey(tx, accountId).executeTakeFirst()
  if (row) nameKeys(tx, [accountId])
  return row && accountOf(row)
}

/** Locks the row until the transaction ends. */
export async function lock(tx: Tx, accountId: string): Promise<AccountRow | undefined> {
  const row = await byKey(tx, accountId).forUpdate().executeTakeFirst()
  return row && accountOf(row)
}

export async function findByStaff(tx: Tx, staffId: string): Promise<AccountRow | undefined> {
  const row = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.accounts')
    .selectAll()
    .where('jurisdiction', '=', splitPublicId(staffId).jurisdiction)
    .where('staff_id', '=', staffId)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return row && accountOf(row)
}

/** Whether a member of staff had an account that is closed now. */
export async function hadAccount(tx: Tx, staffId: string): Promise<boolean> {
  const row = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.accounts')
    .select('id')
    .where('jurisdiction', '=', splitPublicId(staffId).jurisdiction)
    .where('staff_id', '=', staffId)
    .where('state', '=', 'closed')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The account that a sign-in name belongs to, whatever its state. */
export async function findByName(tx: Tx, nameBlind: Buffer): Promise<AccountRow | undefined> {
  const name = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.sign_in_names')
    .select('account_id')
    .where('jurisdiction', '=', '000000')
    .where('name_blind', '=', nameBlind)
    .executeTakeFirst()
  return name && find(tx, name.account_id)
}

export async function insert(tx: Tx, account: AccountRow, createdAt: Date): Promise<void> {
  nameKeys(tx, [account.id])
  await tablesOf<IdentityTables>(tx)
    .insertInto('identity.accounts')
    .values({
      ...splitPublicId(account.id),
      kind: account.kind,
      division: account.division ?? null,
      name: account.name,
      phone: account.phone ?? null,
      citizen_id: account.citizenId ?? null,
      citizen_id_blind: account.citizenIdBlind ?? null,
      real_name_level: account.realNameLevel,
      real_name_source: account.realNameSource ?? null,
      real_name_until: account.realNameUntil ?? null,
      real_name_then: account.realNameThen ?? null,
      staff_id: account.staffId ?? null,
      organization_id: account.organizationId ?? null,
      posts: JSON.stringify(account.posts),
      password_hash: account.passwordHash,
      must_change_password: account.mustChangePassword,
      is_demo: account.isDemo,
      opens_on: account.opensOn ?? null,
      start_digest: null,
      created_at: createdAt,
      closed_at: null,
    })
    .execute()
}

/** False when the name belongs to an account already. */
export async function claimName(
  tx: Tx,
  claim: { nameBlind: Buffer; accountId: string; kind: SignInNameKind },
): Promise<boolean> {
  const result = await tablesOf<IdentityTables>(tx)
    .insertInto('identity.sign_in_names')
    .values({ name_blind: claim.nameBlind, account_id: claim.accountId, kind: claim.kind })
    .onConflict((conflict) => conflict.columns(['jurisdiction', 'name_blind']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** By what kinds of names an account signs in. */
export async function signInNameKinds(tx: Tx, accountId: string): Promise<SignInNames['kind'][]> {
  const rows = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.sign_in_names')
    .select('kind')
    .where('account_id', '=', accountId)
    .orderBy('kind')
    .execute()
  return rows.map(({ kind }) => kind)
}

/** All names that an account signs in by, or those of one kind. */
export async function releaseNames(tx: Tx, accountId: string, kind?: SignInNameKind): Promise<void> {
  nameKeys(tx, [accountId])
  let deletion = tablesOf<IdentityTables>(tx).deleteFrom('identity.sign_in_names').where('account_id', '=', accountId)
  if (kind !== undefined) deletion = deletion.where('kind', '=', kind)
  await deletion.execute()
}

/** What is sealed of a person, anew. */
export async function savePerson(
  tx: Tx,
  accountId: string,
  person: Pick<AccountRow, 'name' | 'phone' | 'citizenId' | 'citizenIdBlind'>,
): Promise<void> {
  const { jurisdiction, id } = splitPublicId(accountId)
  nameKeys(tx, [accountId])
  await tablesOf<IdentityTables>(tx)
    .updateTable('identity.accounts')
    .set((eb) => ({
      version: eb('version', '+', 1),
      name: person.name,
      phone: person.phone ?? null,
      citizen_id: person.citizenId ?? null,
      citizen_id_blind: person.citizenIdBlind ?? null,
    }))
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

/** Writes what changes in an account's life, and counts its version up. */
export async function update(
  tx: Tx,
  accountId: string,
  change: Partial<AccountRow> & { closedAt?: Date },
): Promise<void> {
  const { jurisdiction, id } = splitPublicId(accountId)
  nameKeys(tx, [accountId])
  await tablesOf<IdentityTables>(tx)
    .updateTable('identity.accounts')
    .set((eb) => ({
      version: eb('version', '+', 1),
      ...(change.passwordHash !== undefined && { password_hash: change.passwordHash }),
      ...(change.mustChangePassword !== undefined && { must_change_password: change.mustChangePassword }),
      ...(change.closedAt !== undefined && { state: 'closed', closed_at: change.closedAt }),
    }))
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

/** Writes what a person stands at now; the version counts up, because the owner sees it. */
export async function saveStanding(
  tx: Tx,
  accountId: string,
  standing: Pick<AccountRow, 'realNameLevel' | 'realNameSource' | 'realNameUntil' | 'realNameThen'> & { name?: Buffer },
): Promise<void> {
  nameKeys(tx, [accountId])
  const { jurisdiction, id } = splitPublicId(accountId)
  await tablesOf<IdentityTables>(tx)
    .updateTable('identity.accounts')
    .set((eb) => ({
      version: eb('version', '+', 1),
      real_name_level: standing.realNameLevel,
      real_name_source: standing.realNameSource ?? null,
      real_name_until: standing.realNameUntil ?? null,
      real_name_then: standing.realNameThen ?? null,
      ...(standing.name && { name: standing.name }),
    }))
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

/** People whose level has run out and was not written down yet, locked; those that another process holds are its matter. */
export async function lockRunOut(tx: Tx, now: Date, limit: number): Promise<AccountRow[]> {
  const rows = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.accounts')
    .selectAll()
    .where('real_name_until', '<=', now)
    .where('state', '=', 'active')
    .orderBy('real_name_until')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map(accountOf)
}

/** Nothing of the person stays in the row. */
export async function erase(tx: Tx, accountId: string, erased: { at: Date; name: Buffer }): Promise<void> {
  const { jurisdiction, id } = splitPublicId(accountId)
  await tablesOf<IdentityTables>(tx)
    .updateTable('identity.accounts')
    .set((eb) => ({
      version: eb('version', '+', 1),
      state: 'closed' as const,
      closed_at: erased.at,
      erased_at: erased.at,
      name: erased.name,
      phone: null,
      citizen_id: null,
      citizen_id_blind: null,
      division: null,
      real_name_level: 0,
      real_name_source: null,
      real_name_until: null,
      real_name_then: null,
      agent_of_village: null,
      password_hash: '',
    }))
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

/** Named for a village, or for none any more. Nothing that the owner changes: the version stays. */
export async function setVillage(tx: Tx, accountId: string, village: string | null): Promise<void> {
  const { jurisdiction, id } = splitPublicId(accountId)
  await tablesOf<IdentityTables>(tx)
    .updateTable('identity.accounts')
    .set({ agent_of_village: village })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

const MOST_VILLAGE_AGENTS = 500

/** Who acts for the villages of a range of divisions, village by village. */
export async function listVillageAgents(tx: Tx, range: { lo: string; hi: string }): Promise<AccountRow[]> {
  // The wall's own question: whom villagers may choose is known to all of them.
  await send(
    tx,
    sql`select set_config('yiwang.villages_lo', ${range.lo}, true), set_config('yiwang.villages_hi', ${range.hi}, true)`,
  )
  const rows = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.accounts')
    .selectAll()
    .where('agent_of_village', '>=', range.lo)
    .where('agent_of_village', '<', range.hi)
    .where('state', '=', 'active')
    .orderBy('agent_of_village')
    .orderBy('id')
    .limit(MOST_VILLAGE_AGENTS)
    .execute()
  return rows.map(accountOf)
}

/** The copies of posts and office are not the owner's to see or change: the version stays. */
export async function savePosts(
  tx: Tx,
  accountId: string,
  copy: { posts: readonly HeldPost[]; organizationId?: string; division?: string },
): Promise<void> {
  const { posts, organizationId, division } = copy
  const { jurisdiction, id } = splitPublicId(accountId)
  nameKeys(tx, [accountId])
  await tablesOf<IdentityTables>(tx)
    .updateTable('identity.accounts')
    .set({
      posts: JSON.stringify(posts),
      ...(organizationId !== undefined && { organization_id: organizationId }),
      ...(division !== undefined && { division }),
    })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

/** The half of who proposed it, until another confirms. */
export async function keepHalf(tx: Tx, accountId: string, startDigest: Buffer): Promise<void> {
  const { jurisdiction, id } = splitPublicId(accountId)
  await tablesOf<IdentityTables>(tx)
    .updateTable('identity.accounts')
    .set({ start_digest: startDigest })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

/** Confirmed by a second administrator: from this day on the account may be entered. */
export async function openOn(tx: Tx, accountId: string, opensOn: string): Promise<void> {
  const { jurisdiction, id } = splitPublicId(accountId)
  nameKeys(tx, [accountId])
  await tablesOf<IdentityTables>(tx)
    .updateTable('identity.accounts')
    .set((eb) => ({ opens_on: opensOn, start_digest: null, version: eb('version', '+', 1) }))
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

/** Officials' accounts within reach; from now on with their factors and sessions, which stand behind the account. */
export async function listStaffAccounts(
  tx: Tx,
  page: {
    reach: Reach
    after: string | undefined
    limit: number
    /** Only of these members of staff. */
    staffIds?: readonly string[] | undefined
  },
): Promise<AccountRow[]> {
  let query = tablesOf<IdentityTables>(tx)
    .selectFrom('identity.accounts')
    .selectAll()
    .where('kind', '=', 'staff')
    .where(withinReach(page.reach, { division: 'division' }))
    .orderBy('id')
    .limit(page.limit)
  if (page.after !== undefined) query = query.where('id', '>', splitPublicId(page.after).id)
  if (page.staffIds !== undefined) query = query.where(sql<boolean>`staff_id = any (${[...page.staffIds]})`)
  const accounts = (await query.execute()).map(accountOf)
  nameKeys(
    tx,
    accounts.map(({ id }) => id),
  )
  return accounts
}

const MOST_HOLDERS = 200

/** Active officials in whose posts one of the roles stands, whatever its days. */
export async function listHolders(tx: Tx, roles: readonly string[]): Promise<AccountRow[]> {
  const rows = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.accounts')
    .selectAll()
    .where('kind', '=', 'staff')
    .where('state', '=', 'active')
    .where(sql<boolean>`jsonb_path_query_array(posts, '$[*].role') ?| ${[...roles]}::text[]`)
    .orderBy('id')
    .limit(MOST_HOLDERS)
    .execute()
  return rows.map(accountOf)
}

export async function hasDemoAccounts(tx: Tx): Promise<boolean> {
  const row = await tablesOf<IdentityTables>(tx)
    .selectFrom('identity.accounts')
    .select('id')
    .where('is_demo', '=', true)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** An account is reached by place, by its owner, or by its id: who has that got it from a row that he reached, or from a name. */
function byKey(tx: Tx, accountId: string) {
  nameKeys(tx, [accountId])
  return selectByKey(tx, accountId)
}

function selectByKey(tx: Tx, accountId: string) {
  const { jurisdiction, id } = splitPublicId(accountId)
  return tablesOf<IdentityTables>(tx)
    .selectFrom('identity.accounts')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
}

export function accountOf(row: Selectable<Accounts>): AccountRow {
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    kind: row.kind,
    state: row.state,
    name: row.name,
    realNameLevel: row.real_name_level,
    posts: row.posts as HeldPost[],
    passwordHash: row.password_hash,
    mustChangePassword: row.must_change_password,
    isDemo: row.is_demo,
    version: row.version,
    ...(row.division !== null && { division: row.division }),
    ...(row.phone !== null && { phone: row.phone }),
    ...(row.citizen_id !== null && { citizenId: row.citizen_id }),
    ...(row.citizen_id_blind !== null && { citizenIdBlind: row.citizen_id_blind }),
    ...(row.real_name_source !== null && { realNameSource: row.real_name_source }),
    ...(row.real_name_until !== null && { realNameUntil: row.real_name_until }),
    ...(row.real_name_then !== null && { realNameThen: row.real_name_then }),
    ...(row.staff_id !== null && { staffId: row.staff_id }),
    ...(row.organization_id !== null && { organizationId: row.organization_id }),
    ...(row.opens_on !== null && { opensOn: row.opens_on }),
    ...(row.start_digest !== null && { startDigest: row.start_digest }),
    ...(row.agent_of_village !== null && { agentOfVillage: row.agent_of_village }),
  }
}
