import { ROLES, divisionRange } from '../../kernel/index.ts'
import type { Area, CalendarDate, PermitDefinition, Reach, Role, StandIn } from '../../kernel/index.ts'

/** A post held: a role, in a division, of an organization. */
export interface HeldPost {
  readonly role: Role
  readonly division: string
  readonly organizationId: string
  /** First day, and the first day without it; absent: since ever, and until further notice. */
  readonly from?: string
  readonly until?: string
  /** Held in another's stead while that one is away. */
  readonly standIn?: StandIn
}

/** A post begins and ends by itself at midnight, whoever has copied it when. */
export function isPostInForce({ from, until }: HeldPost, today: CalendarDate): boolean {
  return (from === undefined || from <= today) && (until === undefined || today < until)
}

/** What the posts of one account permit, and how far: the reach of each role, joined over the posts. */
export function grantsOf(
  permits: readonly PermitDefinition[],
  held: { posts: readonly HeldPost[]; roles: readonly Role[]; accountId?: string; mandateId?: string },
): ReadonlyMap<string, Reach> {
  const grants = new Map<string, Reach>()
  for (const permit of permits) {
    const own = permit.roles.some((role) => ROLES[role].reach === 'own' && held.roles.includes(role))
    const areas = held.posts.filter((post) => permit.roles.includes(post.role)).map(areaOf)
    if (own || areas.length > 0) grants.set(permit.name, { areas: distinct(areas), ...(own && ownRows(held)) })
  }
  return grants
}

function ownRows({ accountId, mandateId }: { accountId?: string; mandateId?: string }): Partial<Reach> {
  return { ...(accountId !== undefined && { ownerId: accountId }), ...(mandateId !== undefined && { mandateId }) }
}

function areaOf(post: HeldPost): Area {
  const range = { ...divisionRange(post.division), ...(post.standIn && { standIn: post.standIn }) }
  const roles = [post.role]
  return ROLES[post.role].reach === 'organization'
    ? { ...range, organizationId: post.organizationId, roles }
    : { ...range, roles }
}

/** One area a place, with all the roles that are held there; what is held in another's stead stands apart. */
function distinct(areas: readonly Area[]): Area[] {
  const places = new Map<string, Area>()
  for (const area of areas) {
    const place = `${area.lo} ${area.hi} ${area.organizationId ?? ''} ${area.standIn?.substitutionId ?? ''}`
    const roles = [...new Set([...(places.get(place)?.roles ?? []), ...(area.roles ?? [])])]
    places.set(place, { ...area, roles })
  }
  return [...places.values()]
}
