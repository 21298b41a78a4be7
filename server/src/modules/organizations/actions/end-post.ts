import { calendarDate, isCalendarDate, problem } from '../../../kernel/index.ts'
import type { CalendarDate, InputOf, OutputOf } from '../../../kernel/index.ts'
import { PostEnded } from '../contract/events.ts'
import { organizationsProblems } from '../contract/problems.ts'
import type { EndPost } from '../contract/staff.ts'
import { dayAfter } from '../domain/post-period.ts'
import { presentStaff } from '../queries/list-staff.ts'
import * as staffStore from '../store/staff-store.ts'
import { lockStaff } from './lock-staff.ts'
import type { PostsContext } from './posts-context.ts'
import { tellPostsChanged } from './tell-posts-changed.ts'

/** 免去岗位: what it permitted ends with it. The row stays: who held which post when is part of the record. */
export async function endPost(ctx: PostsContext, input: InputOf<typeof EndPost>): Promise<OutputOf<typeof EndPost>> {
  const staff = await lockStaff(ctx, input.staffId, input.version)
  const post = (await staffStore.postsOf(ctx.tx, [staff.id], ctx.today)).find((held) => held.id === input.postId)
  if (!post) throw problem(organizationsProblems['post-unknown'])
  const endedOn = endOf(input.lastDay, { ...post, today: ctx.today })
  await staffStore.endPost(ctx.tx, post.id, endedOn)
  await staffStore.bumpVersion(ctx.tx, staff.id)
  await tellPostsChanged(ctx, staff.id)
  ctx.emit(PostEnded.of({ staffId: staff.id, postId: post.id, role: post.role, endedOn }))
  return presentStaff(ctx, staff.id)
}

/** The first day without the post: today when it ends at once, though it was to begin later. It is never put off: that would be giving it, alone. */
function endOf(
  lastDay: string | undefined,
  { startedOn, endedOn, today }: { startedOn: string; endedOn?: string; today: CalendarDate },
): CalendarDate {
  if (lastDay === undefined) return startedOn > today ? calendarDate(startedOn) : today
  if (!isCalendarDate(lastDay) || lastDay < today || lastDay < startedOn) {
    throw problem(organizationsProblems['post-period'])
  }
  const end = dayAfter(lastDay)
  if (endedOn !== undefined && end > endedOn) throw problem(organizationsProblems['post-period'])
  return end
}
