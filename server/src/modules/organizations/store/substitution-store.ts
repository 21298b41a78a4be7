import type { Selectable } from 'kysely'
import { calendarDate, joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { CalendarDate, Reach } from '../../../kernel/index.ts'
import { nameKeys, tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { Substitution } from '../domain/substitution.ts'
import type { OrganizationsTables, Substitutions } from './tables.ts'

export async function insert(tx: Tx, one: Substitution): Promise<void> {
  await tablesOf<OrganizationsTables>(tx)
    .insertInto('organizations.substitutions')
    .values({
      ...splitPublicId(one.id),
      absent_id: splitPublicId(one.absentId).id,
      substitute_id: splitPublicId(one.substituteId).id,
      organization_id: splitPublicId(one.organizationId).id,
      division: one.division,
      post_ids: one.postIds.map((postId) => splitPublicId(postId).id),
      starts_on: one.startsOn,
      ends_on: one.endsOn,
      proposed_by: one.proposedBy,
      proposed_at: one.proposedAt,
      decided_by: null,
      decided_at: null,
      ended_at: null,
    })
    .execute()
}

/** Locks the row until the transaction ends; one of the actor's own is reached whatever the place. */
export async function lock(
  tx: Tx,
  substitutionId: string,
  actor: string | undefined,
): Promise<Substitution | undefined> {
  if (actor !== undefined) nameKeys(tx, [actor])
  const row = await byKey(tx, substitutionId).forUpdate().executeTakeFirst()
  return row && fromRow(row)
}

export async function find(tx: Tx, substitutionId: string): Promise<Substitution | undefined> {
  const row = await byKey(tx, substitutionId).executeTakeFirst()
  return row && fromRow(row)
}

/** Of either official, not over by the day: proposed ones among them. */
export async function listOf(
  tx: Tx,
  of: { absentId: string } | { substituteId: string },
  from: CalendarDate,
): Promise<Substitution[]> {
  const staffId = 'absentId' in of ? of.absentId : of.substituteId
  nameKeys(tx, [staffId])
  const { jurisdiction, id } = splitPublicId(staffId)
  const rows = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.substitutions')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('absentId' in of ? 'absent_id' : 'substitute_id', '=', id)
    .where('ends_on', '>=', from)
    .where('state', 'in', ['proposed', 'confirmed'])
    .orderBy('starts_on')
    .orderBy('id')
    .execute()
  return rows.map(fromRow)
}

const MOST_OF_ONE = 50

/** All of one official, on either side, the newest first. */
export async function listMine(tx: Tx, staffId: string): Promise<Substitution[]> {
  nameKeys(tx, [staffId])
  const { jurisdiction, id } = splitPublicId(staffId)
  const rows = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.substitutions')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where((eb) => eb.or([eb('absent_id', '=', id), eb('substitute_id', '=', id)]))
    .orderBy('proposed_at', 'desc')
    .orderBy('id')
    .limit(MOST_OF_ONE)
    .execute()
  return rows.map(fromRow)
}

/** The newest first. */
export async function list(
  tx: Tx,
  page: { reach: Reach; state: 'proposed' | 'decided' | undefined; after: Substitution | undefined; limit: number },
): Promise<Substitution[]> {
  const { reach, state, after, limit } = page
  let query = tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.substitutions')
    .selectAll()
    .where(withinReach(reach, { division: 'division', organization: 'organization' }))
    .orderBy('proposed_at', 'desc')
    .orderBy('id')
    .limit(limit)
  if (state !== undefined) query = query.where('state', state === 'proposed' ? '=' : '<>', 'proposed')
  if (after) {
    const { proposedAt, id } = { ...after, id: splitPublicId(after.id).id }
    query = query.where((eb) =>
      eb.or([eb('proposed_at', '<', proposedAt), eb.and([eb('proposed_at', '=', proposedAt), eb('id', '>', id)])]),
    )
  }
  return (await query.execute()).map(fromRow)
}

export async function decide(
  tx: Tx,
  substitutionId: string,
  decision: { state: 'confirmed' | 'refused'; by: string; at: Date },
): Promise<void> {
  await update(tx, substitutionId)
    .set({ state: decision.state, decided_by: decision.by, decided_at: decision.at })
    .execute()
}

export async function revoke(tx: Tx, substitutionId: string, at: Date): Promise<void> {
  await update(tx, substitutionId).set({ state: 'revoked', ended_at: at }).execute()
}

function update(tx: Tx, substitutionId: string) {
  const { jurisdiction, id } = splitPublicId(substitutionId)
  return tablesOf<OrganizationsTables>(tx)
    .updateTable('organizations.substitutions')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
}

function byKey(tx: Tx, substitutionId: string) {
  const { jurisdiction, id } = splitPublicId(substitutionId)
  return tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.substitutions')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
}

function fromRow(row: Selectable<Substitutions>): Substitution {
  const publicId = (id: string) => joinPublicId(row.jurisdiction, id)
  return {
    id: publicId(row.id),
    absentId: publicId(row.absent_id),
    substituteId: publicId(row.substitute_id),
    organizationId: publicId(row.organization_id),
    division: row.division,
    postIds: row.post_ids.map(publicId),
    startsOn: calendarDate(row.starts_on),
    endsOn: calendarDate(row.ends_on),
    state: row.state,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    version: row.version,
    ...(row.decided_by !== null && { decidedBy: row.decided_by }),
  }
}
