import { ROLES } from '../../../kernel/index.ts'
import type { PostView } from '../contract/staff.ts'
import { isHeldOn } from './post.ts'
import type { StaffChange } from './staff-change.ts'

export type ChangeOfPosts = Pick<StaffChange, 'kind' | 'staffId' | 'effectiveOn' | 'ends' | 'begins'>

/**
 * 到日换岗: the posts of an official with the days that a confirmed change leaves them. What ends is held to the end of the day
 * before, what begins from the same midnight on: no day has both, none has neither.
 */
export function postsAfter(posts: readonly PostView[], change: ChangeOfPosts | undefined): PostView[] {
  if (!change) return [...posts]
  return [
    ...posts.flatMap((post) => (isEnding(post, change) ? cutAt(post, change.effectiveOn) : [post])),
    ...begun(change),
  ]
}

/** The organizations in which an official still holds a post once the change has come. */
export function officesAfter(posts: readonly PostView[], change: ChangeOfPosts): Set<string> {
  const held = postsAfter(posts, change).filter((post) => isHeldOn(post, change.effectiveOn))
  return new Set(held.map(({ organizationId }) => organizationId))
}

export function isEnding(post: PostView, { kind, ends }: ChangeOfPosts): boolean {
  return kind === 'leave' || ends.includes(post.id)
}

/** As rows of posts: from the day of the change on, until further notice. */
export function begun({ begins, staffId, effectiveOn }: ChangeOfPosts): PostView[] {
  return begins.map((post) => ({ ...post, staffId, roleTitle: ROLES[post.role].title, startedOn: effectiveOn }))
}

function cutAt(post: PostView, day: string): PostView[] {
  if (post.startedOn >= day) return []
  return [{ ...post, endedOn: post.endedOn !== undefined && post.endedOn < day ? post.endedOn : day }]
}
