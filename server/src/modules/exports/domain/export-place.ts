import { isDivisionCode, isWithinReach } from '../../../kernel/index.ts'
import type { Reach, Role } from '../../../kernel/index.ts'
import type { ExportApprover } from '../contract/index.ts'

/** Where somebody reads a list: whoever approves has to reach all of it. */
export interface ExportPlace {
  readonly division: string
  readonly organizationId?: string
}

/** The smallest division that holds the whole reach, and the organization where it is one alone. */
export function placeOf({ areas }: Reach, jurisdiction: string): ExportPlace {
  const [first] = areas
  if (!first) return { division: jurisdiction }
  const common = areas.map(({ lo }) => lo).reduce(shared)
  const organizations = new Set(areas.map(({ organizationId }) => organizationId))
  const [organizationId] = organizations.size === 1 ? organizations : []
  return { division: codeOf(common), ...(organizationId !== undefined && { organizationId }) }
}

/** By the county's rule: the head of the agency, security, or either of them, each where the post reaches. */
export function mayApprove(reach: Reach, place: ExportPlace, approver: ExportApprover): boolean {
  const areas = reach.areas.filter(({ roles }) => approver === 'either' || holds(roles, approver))
  return isWithinReach(place, { areas })
}

function holds(roles: readonly Role[] | undefined, approver: Role): boolean {
  return roles?.includes(approver) ?? false
}

function shared(a: string, b: string): string {
  let length = 0
  while (length < a.length && a[length] === b[length]) length += 1
  return a.slice(0, length)
}

/** `45` and `450` are the province, `4507` and `45072` the city; below the county levels have three digits each. */
function codeOf(prefix: string): string {
  if (prefix.length < 6) return prefix.slice(0, prefix.length - (prefix.length % 2)).padEnd(6, '0')
  const cut = prefix.slice(0, prefix.length - (prefix.length % 3))
  return isDivisionCode(cut) ? cut : prefix.slice(0, 6)
}
