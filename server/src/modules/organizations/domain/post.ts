import { divisionRange } from '../../../kernel/division-code.ts'
import { ROLES } from '../../../kernel/permit.ts'
import type { Role } from '../../../kernel/permit.ts'

/** Administrators run the system, give power in it, and watch both; none may hold any other role, nor each other's (三员分立). */
const SEPARATED: ReadonlySet<Role> = new Set(['system-admin', 'security-admin', 'auditor'])

/** Roles that an official's post may carry: all but the public's own. */
export function isPostRole(role: string): role is Exclude<Role, 'resident'> {
  return role in ROLES && role !== 'resident'
}

/** The role already held that rules out the new one, if any. */
export function conflictingRole(held: readonly Role[], added: Role): Role | undefined {
  return held.find((role) => role !== added && (SEPARATED.has(role) || SEPARATED.has(added)))
}

/** A post may not reach beyond the jurisdiction of the organization that it belongs to. */
export function reachesBeyond(postDivision: string, organizationDivision: string): boolean {
  const { lo, hi } = divisionRange(organizationDivision)
  return !(postDivision >= lo && postDivision < hi)
}

/** From its first day to the one before it ends, both whole days in Asia/Shanghai. */
export interface Term {
  readonly startedOn: string
  /** The first day without it; absent: until further notice. */
  readonly endedOn?: string
}

export function isHeldOn({ startedOn, endedOn }: Term, day: string): boolean {
  return startedOn <= day && (endedOn === undefined || day < endedOn)
}

/** Held together on at least one day. */
export function isConcurrent(a: Term, b: Term): boolean {
  const last = a.startedOn > b.startedOn ? a.startedOn : b.startedOn
  return isHeldOn(a, last) && isHeldOn(b, last)
}
