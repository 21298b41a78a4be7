import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { PostEnded } from '../contract/events.ts'
import { organizationsProblems } from '../contract/problems.ts'
import type { EndPost } from '../contract/staff.ts'
import { presentStaff } from '../queries/list-staff.ts'
import * as staffStore from '../store/staff-store.ts'
import { lockStaff } from './lock-staff.ts'
import type { PostsContext } from './posts-context.ts'

/** 免去岗位: what it permitted ends with it. The row stays: who held which post when is part of the record. */
export async function endPost(ctx: PostsContext, input: InputOf<typeof EndPost>): Promise<OutputOf<typeof EndPost>> {
  const staff = await lockStaff(ctx, input.staffId, input.version)
  const post = (await staffStore.postsOf(ctx.tx, [staff.id])).find((held) => held.id === input.postId)
  if (!post) throw problem(organizationsProblems['post-unknown'])
  await staffStore.endPost(ctx.tx, post.id, ctx.today)
  await staffStore.bumpVersion(ctx.tx, staff.id)
  await ctx.postsChanged(ctx, staff.id)
  ctx.emit(PostEnded.of({ staffId: staff.id, postId: post.id, role: post.role, endedOn: ctx.today }))
  return presentStaff(ctx, staff.id)
}
