import type { Reach } from '../../../kernel/permit.ts'

/** A role and where it is held: the tasks of this role there may be done. */
export interface WorkArea {
  readonly role: string
  readonly lo: string
  readonly hi: string
  readonly organizationId?: string
}

/** Each role where it is held: whoever handles in one department and approves in another approves nothing in the first. */
export function workAreasOf(reach: Reach): WorkArea[] {
  return reach.areas.flatMap(({ roles = [], ...place }) => roles.map((role) => ({ role, ...place })))
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
