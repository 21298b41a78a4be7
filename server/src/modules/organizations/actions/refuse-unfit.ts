import { ROLES, problem } from '../../../kernel/index.ts'
import type { OrganizationView } from '../contract/organization.ts'
import { organizationsProblems } from '../contract/problems.ts'
import type { PostRole } from '../contract/staff.ts'
import { conflictingRole, isConcurrent, reachesBeyond } from '../domain/post.ts'
import type { Term } from '../domain/post.ts'
import type { HeldPostView } from '../domain/substitution.ts'

/** A post to be given, with its days. */
export interface WantedPost extends Term {
  readonly role: PostRole
  readonly division: string
  readonly organization: OrganizationView
}

/** The rules of posts, against what is held on the same days: what ends the evening before stands in nobody's way. */
export function refuseUnfit(held: readonly HeldPostView[], wanted: WantedPost): void {
  const { role, organization, division } = wanted
  const together = held.filter((post) => isConcurrent(post, wanted))
  refuseConflict(together, wanted)
  if (reachesBeyond(division, organization.division)) {
    const params = { division, organizationDivision: organization.division }
    throw problem(organizationsProblems['post-reaches-beyond'], params)
  }
  const isHeld = together.some(
    (post) =>
      post.standIn === undefined &&
      post.role === role &&
      post.organizationId === organization.id &&
      post.division === division,
  )
  if (isHeld) throw problem(organizationsProblems['post-held'], { role: ROLES[role].title })
}

/** 三员分立: of the posts that are held on one of the days, lent ones too. */
export function refuseConflict(
  held: readonly HeldPostView[],
  { role, ...term }: Term & Pick<WantedPost, 'role'>,
): void {
  const roles = held.filter((post) => isConcurrent(post, term)).map((post) => post.role)
  const conflict = conflictingRole(roles, role)
  if (!conflict) return
  throw problem(organizationsProblems['post-conflicts'], { held: ROLES[conflict].title, added: ROLES[role].title })
}
