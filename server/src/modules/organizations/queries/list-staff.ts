import { ROLES, problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf, Reach } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { organizationsPermits } from '../contract/permits.ts'
import { organizationsProblems } from '../contract/problems.ts'
import type { ListStaff, PostView, StaffView } from '../contract/staff.ts'
import { isPostRole } from '../domain/post.ts'
import { postsAfter } from '../domain/posts-after.ts'
import * as staffChangeStore from '../store/staff-change-store.ts'
import * as staffStore from '../store/staff-store.ts'
import type { StaffRow } from '../store/staff-store.ts'

const POST_ROLES = Object.entries(ROLES).flatMap(([role, { title }]) => (isPostRole(role) ? [{ role, title }] : []))

export async function listStaff(ctx: Context, input: InputOf<typeof ListStaff>): Promise<OutputOf<typeof ListStaff>> {
  const reach = ctx.permit.reach(organizationsPermits.manage.name)
  const rows = await staffStore.listStaff(ctx.tx, {
    reach,
    after: input.after ?? '',
    limit: input.limit ?? 50,
    q: input.q,
  })
  return { staff: await withPosts(ctx, rows), roles: POST_ROLES }
}

export async function findStaff(ctx: Context, staffId: string): Promise<StaffView | undefined> {
  const row = await staffStore.findStaff(ctx.tx, staffId)
  return row && (await withPosts(ctx, [row]))[0]
}

export async function presentStaff(ctx: Context, staffId: string): Promise<StaffView> {
  const staff = await findStaff(ctx, staffId)
  if (!staff) throw problem(organizationsProblems['staff-unknown'])
  return staff
}

/** For others that list officials: whose name or number holds the words, within reach, in order of number. */
export async function searchStaff(
  ctx: Context,
  { reach, q, limit }: { reach: Reach; q: string; limit: number },
): Promise<string[]> {
  const rows = await staffStore.listStaff(ctx.tx, { reach, after: '', limit, q })
  return rows.map(({ id }) => id)
}

/** Posts that are not over, those to come among them: each says from when and until when, as a confirmed change leaves them. */
export async function postsOf(ctx: Context, staffId: string): Promise<PostView[]> {
  return postsOfAll(ctx, [staffId])
}

async function postsOfAll(ctx: Context, staffIds: readonly string[]): Promise<PostView[]> {
  const posts = await staffStore.postsOf(ctx.tx, staffIds, ctx.today)
  const changes = new Map(
    (await staffChangeStore.listToCome(ctx.tx, staffIds)).map((change) => [change.staffId, change]),
  )
  if (changes.size === 0) return posts
  return staffIds.flatMap((staffId) =>
    postsAfter(
      posts.filter((post) => post.staffId === staffId),
      changes.get(staffId),
    ),
  )
}

/** Names by id in one query; ids that are not there are left out. */
export async function staffNames(ctx: Context, staffIds: readonly string[]): Promise<Map<string, string>> {
  return staffStore.namesOf(ctx.tx, [...new Set(staffIds)])
}

export async function staffNamed(
  ctx: Context,
  { name, reach }: { readonly name: string; readonly reach: Reach },
): Promise<string[]> {
  return staffStore.idsOfName(ctx.tx, { name: name.trim(), reach })
}

async function withPosts(ctx: Context, rows: readonly StaffRow[]): Promise<StaffView[]> {
  const posts = await postsOfAll(
    ctx,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({ ...row, posts: posts.filter((post) => post.staffId === row.id) }))
}
