/** The roles that posts carry (domain: 角色). What each may do stands in the modules' permits. */
export const ROLES = {
  resident: { title: '申请人', reach: 'own' },
  'window-clerk': { title: '窗口受理员', reach: 'division' },
  handler: { title: '承办人', reach: 'organization' },
  reviewer: { title: '审查人', reach: 'organization' },
  approver: { title: '审批人', reach: 'organization' },
  'agency-head': { title: '机关负责人', reach: 'organization' },
  'certificate-clerk': { title: '制证送达员', reach: 'division' },
  archivist: { title: '档案员', reach: 'division' },
  'data-protection-officer': { title: '个人信息保护负责人', reach: 'organization' },
  'item-admin': { title: '事项管理员', reach: 'division' },
  'item-drafter': { title: '事项起草人', reach: 'organization' },
  'legal-reviewer': { title: '法制审核员', reach: 'division' },
  'item-publisher': { title: '事项审定发布员', reach: 'division' },
  supervisor: { title: '监察员', reach: 'division' },
  'system-admin': { title: '系统管理员', reach: 'division' },
  'security-admin': { title: '安全管理员', reach: 'division' },
  auditor: { title: '审计管理员', reach: 'division' },
} as const satisfies Record<string, { title: string; reach: 'own' | 'organization' | 'division' }>

export type Role = keyof typeof ROLES

/** One verb and who has it by default; its reach comes from the post that gives the role. */
export interface PermitDefinition {
  /** `module.verb`. */
  readonly name: string
  readonly title: string
  readonly roles: readonly Role[]
}

export function permits<const T extends Record<string, { title: string; roles: readonly Role[] }>>(
  module: string,
  table: T,
): { readonly [K in keyof T]: PermitDefinition } {
  const entries = Object.entries(table).map(([verb, row]) => [verb, { name: `${module}.${verb}`, ...row }])
  return Object.fromEntries(entries) as { readonly [K in keyof T]: PermitDefinition }
}

/** 代 (AB角): by which substitution somebody does what is another official's, and whose it is. */
export interface StandIn {
  readonly substitutionId: string
  /** The member of staff who is away. */
  readonly insteadOf: string
}

/** A part of the country in which a permit holds: a subtree of divisions, of one organization if it is named. */
export interface Area {
  readonly lo: string
  readonly hi: string
  readonly organizationId?: string
  /** Which of the actor's roles hold here: a permit of several roles reaches where any is held, a task only where its own is. */
  readonly roles?: readonly Role[]
  /** Held in another's stead. */
  readonly standIn?: StandIn
}

/** How far a permit reaches: areas, the actor's own rows (`ownerId`), those begun by the mandate in use. Empty means nowhere. */
export interface Reach {
  readonly areas: readonly Area[]
  readonly ownerId?: string
  /** Rows that were begun by this mandate, whoever owns them. */
  readonly mandateId?: string
}

/** What a row must say of itself so that a permit can be decided without asking anyone. */
export interface Reachable {
  readonly division: string
  readonly organizationId?: string | undefined
  readonly ownerId?: string | undefined
  readonly mandateId?: string | undefined
}

export const NOWHERE: Reach = { areas: [] }

export function isWithinReach(row: Reachable, reach: Reach): boolean {
  return isOwnRow(row, reach) || reach.areas.some((area) => isWithinArea(row, area))
}

/** In whose stead a row is reached; undefined where a post of one's own reaches it, or nothing does. */
export function standInFor(row: Reachable, reach: Reach): StandIn | undefined {
  if (isOwnRow(row, reach)) return undefined
  const areas = reach.areas.filter((area) => isWithinArea(row, area))
  return areas.every((area) => area.standIn !== undefined) ? areas[0]?.standIn : undefined
}

function isOwnRow(row: Reachable, { ownerId, mandateId }: Reach): boolean {
  if (ownerId !== undefined && row.ownerId === ownerId) return true
  return mandateId !== undefined && row.mandateId === mandateId
}

export function isWithinArea(row: Pick<Reachable, 'division' | 'organizationId'>, area: Area): boolean {
  return (
    row.division >= area.lo &&
    row.division < area.hi &&
    (area.organizationId === undefined || area.organizationId === row.organizationId)
  )
}
