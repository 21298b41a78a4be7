import { divisionRange, problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { ListOrganizations, ListWindows, OrganizationView, WindowView } from '../contract/organization.ts'
import { organizationsProblems } from '../contract/problems.ts'
import * as organizationStore from '../store/organization-store.ts'

export async function getOrganization(ctx: Context, organizationId: string): Promise<OrganizationView> {
  const [organization] = await organizationStore.findOrganizations(ctx.tx, [organizationId])
  if (!organization) throw problem(organizationsProblems['organization-unknown'])
  return organization
}

export async function findOrganizationByCode(
  ctx: Context,
  { jurisdiction, code }: { jurisdiction: string; code: string },
): Promise<OrganizationView | undefined> {
  return organizationStore.findByCode(ctx.tx, jurisdiction, code)
}

/** For sources that know a department by its name only. */
export async function findOrganizationByName(
  ctx: Context,
  { jurisdiction, name }: { jurisdiction: string; name: string },
): Promise<OrganizationView | undefined> {
  return organizationStore.findByName(ctx.tx, jurisdiction, name)
}

/** Names by id in one query; ids that are not there are left out. */
export async function organizationNames(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await organizationStore.findOrganizations(ctx.tx, [...new Set(ids)])
  return new Map(found.map((organization) => [organization.id, organization.name]))
}

export async function listOrganizations(
  ctx: Context,
  input: InputOf<typeof ListOrganizations>,
): Promise<OutputOf<typeof ListOrganizations>> {
  return { organizations: await organizationStore.listInRange(ctx.tx, divisionRange(input.division)) }
}

export async function listWindows(
  ctx: Context,
  input: InputOf<typeof ListWindows>,
): Promise<OutputOf<typeof ListWindows>> {
  return { windows: await organizationStore.listWindows(ctx.tx, divisionRange(input.division)) }
}

/** Where an organization itself receives people. */
export async function windowsOf(ctx: Context, organizationId: string): Promise<WindowView[]> {
  const { division } = await getOrganization(ctx, organizationId)
  const there = await organizationStore.listWindows(ctx.tx, divisionRange(division))
  return there.filter((one) => one.organizationId === organizationId)
}
