import type { CalendarDate, Role, StandIn } from '../../../kernel/index.ts'
import type { PostView } from '../contract/staff.ts'
import { dayAfter } from './post-period.ts'

export type SubstitutionState = 'proposed' | 'confirmed' | 'refused' | 'revoked'

/** AB角: B does the work of chosen posts of A from the first to the last day, in A's stead. */
export interface Substitution {
  readonly id: string
  /** A, who is away. */
  readonly absentId: string
  /** B. */
  readonly substituteId: string
  readonly organizationId: string
  readonly division: string
  readonly postIds: readonly string[]
  readonly startsOn: CalendarDate
  readonly endsOn: CalendarDate
  readonly state: SubstitutionState
  readonly proposedBy: string
  readonly proposedAt: Date
  readonly decidedBy?: string
  readonly version: number
}

/** A post as it permits: one's own, or another's in whose stead it is held for some days. */
export type HeldPostView = PostView & { readonly standIn?: StandIn }

/** Administrators are not substituted: another is appointed for some days, by two. */
const WITHOUT_SUBSTITUTE: ReadonlySet<Role> = new Set(['system-admin', 'security-admin', 'auditor'])

export function isSubstitutable(role: Role): boolean {
  return !WITHOUT_SUBSTITUTE.has(role)
}

/** The longest absence for one naming; ours. Whoever is away for longer hands the post over. */
export const MOST_DAYS = 180

/** What a substitution lends: the chosen posts, on the days on which both it and the post are in force, and before either of the two goes. */
export function lentPosts(
  substitution: Substitution,
  postsOfAbsent: readonly PostView[],
  goesOn?: CalendarDate,
): HeldPostView[] {
  const { id: substitutionId, absentId: insteadOf, substituteId, postIds, startsOn, endsOn, state } = substitution
  if (state !== 'confirmed') return []
  const after = dayAfter(endsOn)
  const until = goesOn !== undefined && goesOn < after ? goesOn : after
  return postsOfAbsent.flatMap((post) => {
    if (!postIds.includes(post.id)) return []
    const startedOn = post.startedOn > startsOn ? post.startedOn : startsOn
    const endedOn = post.endedOn !== undefined && post.endedOn < until ? post.endedOn : until
    if (endedOn <= startedOn) return []
    return [{ ...post, staffId: substituteId, startedOn, endedOn, standIn: { substitutionId, insteadOf } }]
  })
}

/** Days in common, both ends counted. */
export function overlaps(
  a: Pick<Substitution, 'startsOn' | 'endsOn'>,
  b: Pick<Substitution, 'startsOn' | 'endsOn'>,
): boolean {
  return a.startsOn <= b.endsOn && b.startsOn <= a.endsOn
}

/** 双人: neither who named it nor either of the two. */
export function isThirdPerson(
  { proposedBy, absentId, substituteId }: Pick<Substitution, 'proposedBy' | 'absentId' | 'substituteId'>,
  actor: string | undefined,
): boolean {
  return actor !== undefined && ![proposedBy, absentId, substituteId].includes(actor)
}

export function standingOf(
  { state, startsOn, endsOn }: Pick<Substitution, 'state' | 'startsOn' | 'endsOn'>,
  today: CalendarDate,
): string {
  if (state === 'proposed') return endsOn < today ? '已过期' : '待确认'
  if (state === 'refused') return '已退回'
  if (state === 'revoked') return '已撤销'
  if (endsOn < today) return '已结束'
  return startsOn > today ? '已确认，到日开始' : '代办中'
}
