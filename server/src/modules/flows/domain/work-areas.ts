import { divisionRange } from '../../../kernel/division-code.ts'
import { ROLES } from '../../../kernel/permit.ts'
import type { Reach, Role, StandIn } from '../../../kernel/permit.ts'

/** A role and where it is held: the tasks of this role there may be done. */
export interface WorkArea {
  readonly role: string
  readonly lo: string
  readonly hi: string
  readonly organizationId?: string
  /** Held in another's stead. */
  readonly standIn?: StandIn
}

/** A post, as other modules tell of it. */
export interface PostFacts {
  readonly role: string
  readonly organizationId: string
  readonly division: string
}

/** Whether a task is one of those that somebody with these posts may do. */
export function isOfPosts(task: TaskPlace, posts: readonly PostFacts[]): boolean {
  return posts.some(({ role, organizationId, division }) => {
    const isAnywhere = ROLES[role as Role]?.reach === 'division'
    return isIn(task, { role, ...divisionRange(division), ...(!isAnywhere && { organizationId }) })
  })
}

/** What of a task says who may do it. */
export interface TaskPlace {
  readonly role: string
  readonly division: string
  readonly organizationId?: string
  readonly excludedStaff: readonly string[]
  readonly assigneeId?: string
}

/** Each role where it is held: whoever handles in one department and approves in another approves nothing in the first. */
export function workAreasOf(reach: Reach): WorkArea[] {
  return reach.areas.flatMap(({ roles = [], ...place }) => roles.map((role) => ({ role, ...place })))
}

export type Unfit = 'other-role' | 'same-person' | 'task-claimed'

/** By a post of one's own, or in whose stead; or why not. */
export type Fitness = { readonly may: true; readonly standIn?: StandIn } | { readonly may: false; readonly why: Unfit }

/**
 * Whether somebody may do a task: the right post in the right place, not kept apart from it, not in another's hands. A post
 * of one's own comes first. In another's stead both are kept apart, and what the other had taken is at hand.
 */
export function fitnessFor(task: TaskPlace, worker: { areas: readonly WorkArea[]; staffId: string }): Fitness {
  const fitting = worker.areas.filter((area) => isIn(task, area))
  const own = fitting.filter((area) => area.standIn === undefined)
  const standIns = fitting.flatMap((area) => area.standIn ?? [])
  let why: Unfit = 'other-role'
  for (const standIn of [...own.slice(0, 1).map(() => undefined), ...standIns]) {
    const people = peopleOf(worker.staffId, standIn)
    if (people.some((one) => task.excludedStaff.includes(one))) why = 'same-person'
    else if (task.assigneeId !== undefined && !people.includes(task.assigneeId)) why = 'task-claimed'
    else return { may: true, ...(standIn && { standIn }) }
  }
  return { may: false, why }
}

/** Who counts as having done what is done: both, where one stands in for the other. */
export function peopleOf(staffId: string, standIn: StandIn | undefined): string[] {
  return standIn === undefined ? [staffId] : [staffId, standIn.insteadOf]
}

function isIn(task: TaskPlace, area: WorkArea): boolean {
  return (
    area.role === task.role &&
    task.division >= area.lo &&
    task.division < area.hi &&
    (area.organizationId === undefined || area.organizationId === task.organizationId)
  )
}
