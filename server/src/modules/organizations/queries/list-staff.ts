import { ROLES, problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf, Reach } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { organizationsPermits } from '../contract/permits.ts'
import { organizationsProblems } from '../contract/problems.ts'
import type { ListStaff, PostView, StaffView } from '../contract/staff.ts'
import { isPostRole } from '../domain/post.ts'
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

/** Posts that are not over, those to come among them: each says from when and until when; of who is to leave, until then at most. */
export async function postsOf(ctx: Context, staffId: string): Promise<PostView[]> {
  const posts = await staffStore.postsOf(ctx.tx, [staffId], ctx.today)
  const leavesOn = await staffChangeStore.leavesOn(ctx.tx, staffId)
  if (leavesOn === undefined) return posts
  const stays = posts.filter((post) => post.startedOn < leavesOn)
  return stays.map((post) => ({ ...post, endedOn: earlier(post.endedOn, leavesOn) }))
}

function earlier(endedOn: string | undefined, leavesOn: string): string {
  return endedOn !== undefined && endedOn < leavesOn ? endedOn : leavesOn
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
  const posts = await staffStore.postsOf(
    ctx.tx,
    rows.map((row) => row.id),
    ctx.today,
  )
  return rows.map((row) => ({ ...row, posts: posts.filter((post) => post.staffId === row.id) }))
}
