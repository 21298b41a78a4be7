import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { ROLES, joinPublicId, splitPublicId } from '../../../kernel/index.ts'
import type { Area, CalendarDate, Reach } from '../../../kernel/index.ts'
import { nameKeys, tablesOf } from '../../../platform/db/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { withinReach } from '../../../platform/permits/index.ts'
import type { PostRole, PostView, StaffView } from '../contract/staff.ts'
import type { OrganizationsTables, Posts, Staff } from './tables.ts'

/** A member of staff without the posts. */
export type StaffRow = Omit<StaffView, 'posts'>

export async function findStaff(tx: Tx, staffId: string): Promise<StaffRow | undefined> {
  const row = await byKey(tx, staffId).executeTakeFirst()
  return row && staffOf(row)
}

/** Locks the row, of the actor's place, until the transaction ends; from now on with its posts, wherever they are held. */
export async function lockStaff(tx: Tx, staffId: string): Promise<StaffRow | undefined> {
  const row = await byKey(tx, staffId).forUpdate().executeTakeFirst()
  if (row) nameKeys(tx, [staffId])
  return row && staffOf(row)
}

/** The same for whom an appointment of the actor's place is meant: who is appointed may work elsewhere. */
export async function lockAppointed(tx: Tx, staffId: string): Promise<StaffRow | undefined> {
  nameKeys(tx, [staffId])
  return lockStaff(tx, staffId)
}

function byKey(tx: Tx, staffId: string) {
  const { jurisdiction, id } = splitPublicId(staffId)
  return tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.staff')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
}

export async function findByStaffNo(tx: Tx, jurisdiction: string, staffNo: string): Promise<StaffRow | undefined> {
  const row = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.staff')
    .selectAll()
    .where('jurisdiction', '=', jurisdiction)
    .where('staff_no', '=', staffNo)
    .executeTakeFirst()
  return row && staffOf(row)
}

export async function namesOf(tx: Tx, staffIds: readonly string[]): Promise<Map<string, string>> {
  if (staffIds.length === 0) return new Map()
  const keys = staffIds.map(splitPublicId)
  const rows = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.staff')
    .select(['jurisdiction', 'id', 'name'])
    .where(
      sql<boolean>`(jurisdiction, id) in (select * from unnest(${keys.map((key) => key.jurisdiction)}::text[], ${keys.map((key) => key.id)}::uuid[]))`,
    )
    .execute()
  return new Map(rows.map((row) => [joinPublicId(row.jurisdiction, row.id), row.name]))
}

const MOST_NAMESAKES = 100

export async function idsOfName(tx: Tx, { name, reach }: { name: string; reach: Reach }): Promise<string[]> {
  const rows = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.staff')
    .select(['jurisdiction', 'id'])
    .where('name', '=', name)
    .where(withinReach(reach, { division: 'division' }))
    .limit(MOST_NAMESAKES)
    .execute()
  return rows.map((row) => joinPublicId(row.jurisdiction, row.id))
}

export async function listStaff(
  tx: Tx,
  page: { reach: Reach; after: string; limit: number; q?: string | undefined },
): Promise<StaffRow[]> {
  let query = tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.staff')
    .selectAll()
    .where(withinReach(page.reach, { division: 'division' }))
    .where('staff_no', '>', page.after)
    .orderBy('staff_no')
    .orderBy('jurisdiction')
    .limit(page.limit)
  const { q } = page
  if (q !== undefined) {
    query = query.where(sql<boolean>`(position(${q} in name) > 0 or staff_no = ${q})`)
  }
  return (await query.execute()).map(staffOf)
}

export async function insertStaff(tx: Tx, staff: StaffRow, createdAt: Date): Promise<boolean> {
  const result = await tablesOf<OrganizationsTables>(tx)
    .insertInto('organizations.staff')
    .values({
      ...splitPublicId(staff.id),
      staff_no: staff.staffNo,
      name: staff.name,
      organization_id: splitPublicId(staff.organizationId).id,
      division: staff.division,
      is_demo: staff.isDemo,
      created_at: createdAt,
    })
    .onConflict((conflict) => conflict.columns(['jurisdiction', 'staff_no']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Where the official belongs from now on. */
export async function place(tx: Tx, staff: Pick<StaffRow, 'id' | 'organizationId' | 'division'>): Promise<void> {
  const { jurisdiction, id } = splitPublicId(staff.id)
  await tablesOf<OrganizationsTables>(tx)
    .updateTable('organizations.staff')
    .set({ organization_id: splitPublicId(staff.organizationId).id, division: staff.division })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

/** A change of posts is a change of the member of staff: the version counts both. */
export async function bumpVersion(tx: Tx, staffId: string): Promise<void> {
  const { jurisdiction, id } = splitPublicId(staffId)
  await tablesOf<OrganizationsTables>(tx)
    .updateTable('organizations.staff')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

/** Posts that are not over, those to come among them, of several members of staff, in one query. */
export async function postsOf(tx: Tx, staffIds: readonly string[], today: CalendarDate): Promise<PostView[]> {
  if (staffIds.length === 0) return []
  const keys = staffIds.map(splitPublicId)
  const rows = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.posts')
    .selectAll()
    .where(
      sql<boolean>`(jurisdiction, staff_id) in (select * from unnest(${keys.map((key) => key.jurisdiction)}::text[], ${keys.map((key) => key.id)}::uuid[]))`,
    )
    .where((eb) => eb.or([eb('ended_on', 'is', null), eb('ended_on', '>', today)]))
    .orderBy('started_on')
    .orderBy('id')
    .execute()
  return rows.map(postOf)
}

/** What was held under these posts, whether they are over or not. */
export async function postsByIds(tx: Tx, postIds: readonly string[]): Promise<PostView[]> {
  if (postIds.length === 0) return []
  const keys = postIds.map(splitPublicId)
  const rows = await tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.posts')
    .selectAll()
    .where(
      sql<boolean>`(jurisdiction, id) in (select * from unnest(${keys.map((key) => key.jurisdiction)}::text[], ${keys.map((key) => key.id)}::uuid[]))`,
    )
    .execute()
  return rows.map(postOf)
}

/** The same by their roles alone. */
export async function rolesOf(tx: Tx, postIds: readonly string[]): Promise<Map<string, PostRole>> {
  return new Map((await postsByIds(tx, postIds)).map(({ id, role }) => [id, role]))
}

/** Officials within reach, of one organization where one is named, by number. */
export async function listSubstitutable(
  tx: Tx,
  page: { reach: Reach; organizationId?: string; q: string | undefined; limit: number },
): Promise<StaffRow[]> {
  const { organizationId, q } = page
  let query = tablesOf<OrganizationsTables>(tx)
    .selectFrom('organizations.staff')
    .selectAll()
    .where(withinReach({ areas: page.reach.areas.map(withoutOrganization) }, { division: 'division' }))
    .orderBy('staff_no')
    .orderBy('jurisdiction')
    .limit(page.limit)
  if (organizationId !== undefined) {
    const { jurisdiction, id } = splitPublicId(organizationId)
    query = query.where('jurisdiction', '=', jurisdiction).where('organization_id', '=', id)
  }
  if (q !== undefined) query = query.where(sql<boolean>`(position(${q} in name) > 0 or staff_no = ${q})`)
  return (await query.execute()).map(staffOf)
}

/** The organization is compared with the one that is named, by its column. */
function withoutOrganization({ lo, hi }: Area): Area {
  return { lo, hi }
}

export async function insertPost(tx: Tx, post: PostView): Promise<void> {
  await tablesOf<OrganizationsTables>(tx)
    .insertInto('organizations.posts')
    .values({
      ...splitPublicId(post.id),
      staff_id: splitPublicId(post.staffId).id,
      role: post.role,
      organization_id: splitPublicId(post.organizationId).id,
      division: post.division,
      started_on: post.startedOn,
      ended_on: post.endedOn ?? null,
    })
    .execute()
}

export async function endPost(tx: Tx, postId: string, on: CalendarDate): Promise<void> {
  const { jurisdiction, id } = splitPublicId(postId)
  await tablesOf<OrganizationsTables>(tx)
    .updateTable('organizations.posts')
    .set({ ended_on: on })
    .where('jurisdiction', '=', jurisdiction)
    .where('id', '=', id)
    .execute()
}

function staffOf(row: Selectable<Staff>): StaffRow {
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    staffNo: row.staff_no,
    name: row.name,
    organizationId: joinPublicId(row.jurisdiction, row.organization_id),
    division: row.division,
    isDemo: row.is_demo,
    version: row.version,
  }
}

function postOf(row: Posts): PostView {
  const role = row.role as PostRole
  return {
    id: joinPublicId(row.jurisdiction, row.id),
    staffId: joinPublicId(row.jurisdiction, row.staff_id),
    role,
    roleTitle: ROLES[role].title,
    organizationId: joinPublicId(row.jurisdiction, row.organization_id),
    division: row.division,
    startedOn: row.started_on,
    ...(row.ended_on !== null && { endedOn: row.ended_on }),
  }
}
