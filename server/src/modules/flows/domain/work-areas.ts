import { ROLES } from '../../../kernel/permit.ts'
import type { Reach, Role } from '../../../kernel/permit.ts'

/** A role and where it is held: the tasks of this role there may be done. */
export interface WorkArea {
  readonly role: string
  readonly lo: string
  readonly hi: string
  readonly organizationId?: string
}

/** A role of an organization works on that organization's tasks, a role of a division on all of the division's. */
export function workAreasOf(roles: readonly Role[], reach: Reach): WorkArea[] {
  return [...new Set(roles)].flatMap((role) =>
    reach.areas
      .filter((area) => (ROLES[role].reach === 'organization') === (area.organizationId !== undefined))
      .map((area) => ({ role, ...area })),
  )
}

export function isInWorkAreas(
  task: { readonly role: string; readonly division: string; readonly organizationId?: string },
  areas: readonly WorkArea[],
): boolean {
  return areas.some(
    (area) =>
      area.role === task.role &&
      task.division >= area.lo &&
      task.division < area.hi &&
      (area.organizationId === undefined || area.organizationId === task.organizationId),
  )
}
