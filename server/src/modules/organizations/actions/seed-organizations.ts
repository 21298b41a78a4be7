import { Type } from 'typebox'
import type { Static } from 'typebox'
import { calendarDate, newPublicId } from '../../../kernel/index.ts'
import { AuthorizationPower } from '../contract/authorization.ts'
import { OrganizationRegistered, WindowOpened } from '../contract/events.ts'
import { HallContent } from '../contract/hall.ts'
import { OrganizationKind } from '../contract/organization.ts'
import type { OrganizationView } from '../contract/organization.ts'
import { PostRole } from '../contract/staff.ts'
import * as hallStore from '../store/hall-store.ts'
import * as organizationStore from '../store/organization-store.ts'
import * as staffStore from '../store/staff-store.ts'
import { addPost } from './assign-post.ts'
import { addStaff } from './create-staff.ts'
import type { HallsContext } from './halls-context.ts'
import { addHall } from './keep-hall.ts'
import { addAuthorization } from './grant-authorization.ts'

/** A county's organizations as a file of `data/demo`. */
export const OrganizationsSeed = Type.Object({
  jurisdiction: Type.String(),
  /** The first day of all its posts: whoever moves the clock of a demo back meets officials, too. */
  postsFrom: Type.String({ format: 'date' }),
  organizations: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      kind: OrganizationKind,
      division: Type.String(),
      address: Type.Optional(Type.String()),
      phone: Type.Optional(Type.String()),
    }),
  ),
  windows: Type.Array(
    Type.Object({
      organization: Type.String(),
      name: Type.String(),
      hours: Type.String(),
      address: Type.String(),
      phone: Type.Optional(Type.String()),
      traffic: Type.Optional(Type.String()),
    }),
  ),
  /** With ids of their own: items refer to them. */
  halls: Type.Optional(
    Type.Array(Type.Object({ id: Type.String(), organization: Type.String(), content: HallContent })),
  ),
  staff: Type.Array(
    Type.Object({
      staffNo: Type.String(),
      login: Type.String(),
      name: Type.String(),
      organization: Type.String(),
      posts: Type.Array(
        Type.Object({
          role: PostRole,
          organization: Type.Optional(Type.String()),
          division: Type.Optional(Type.String()),
        }),
      ),
    }),
  ),
  authorizations: Type.Array(
    Type.Object({
      grantee: Type.String(),
      powers: Type.Array(AuthorizationPower),
      docNo: Type.String(),
      validFrom: Type.String(),
      validTo: Type.String(),
    }),
  ),
})
export type OrganizationsSeed = Static<typeof OrganizationsSeed>

/** Somebody whom the seed brought, for the account that identity opens. */
export interface SeededStaff {
  readonly staffId: string
  readonly organizationId: string
  readonly name: string
  readonly login: string
}

/** Takes a county's organizations, windows, staff, posts and authorizations; what is there already stays as it is. */
export async function seedOrganizations(ctx: HallsContext, seed: OrganizationsSeed): Promise<SeededStaff[]> {
  const byCode = new Map<string, OrganizationView>()
  for (const row of seed.organizations) byCode.set(row.code, await seedOrganization(ctx, seed.jurisdiction, row))
  for (const [position, row] of seed.windows.entries()) {
    await seedWindow(ctx, { organization: known(byCode, row.organization), row, position })
  }
  for (const { id, organization, content } of seed.halls ?? []) {
    const [there] = await hallStore.find(ctx.tx, [id])
    if (!there) await addHall(ctx, { id, organization: known(byCode, organization), content, isDemo: true })
  }
  const seeded: SeededStaff[] = []
  const fresh = new Set<string>()
  for (const row of seed.staff) {
    const { staff, isNew } = await seedStaffMember(ctx, { seed, row, byCode })
    if (isNew) fresh.add(row.staffNo)
    const { id: staffId, organizationId, name } = staff
    seeded.push({ staffId, organizationId, name, login: row.login })
  }
  for (const row of seed.authorizations.filter((letter) => fresh.has(letter.grantee))) {
    const grantee = await staffStore.findByStaffNo(ctx.tx, seed.jurisdiction, row.grantee)
    if (grantee) await addAuthorization(ctx, grantee, row)
  }
  ctx.nothingChanged()
  return seeded
}

async function seedOrganization(
  ctx: HallsContext,
  jurisdiction: string,
  row: OrganizationsSeed['organizations'][number],
): Promise<OrganizationView> {
  const found = await organizationStore.findByCode(ctx.tx, jurisdiction, row.code)
  if (found) return found
  const organization: OrganizationView = { ...row, id: newPublicId(jurisdiction), isDemo: true }
  await organizationStore.insert(ctx.tx, organization)
  const { id: organizationId, code, name, division } = organization
  ctx.emit(OrganizationRegistered.of({ organizationId, code, name, division }))
  return organization
}

async function seedWindow(
  ctx: HallsContext,
  input: { organization: OrganizationView; row: OrganizationsSeed['windows'][number]; position: number },
): Promise<void> {
  const { organization, row, position } = input
  const { organization: _code, ...columns } = row
  const id = newPublicId(organization.id.slice(0, 6))
  const window = { ...columns, id, organizationId: organization.id, division: organization.division, isDemo: true }
  const isNew = await organizationStore.insertWindow(ctx.tx, { window, position })
  if (isNew) ctx.emit(WindowOpened.of({ windowId: id, organizationId: organization.id, name: row.name }))
}

async function seedStaffMember(
  ctx: HallsContext,
  input: { seed: OrganizationsSeed; row: OrganizationsSeed['staff'][number]; byCode: Map<string, OrganizationView> },
) {
  const { seed, row, byCode } = input
  const found = await staffStore.findByStaffNo(ctx.tx, seed.jurisdiction, row.staffNo)
  if (found) return { staff: found, isNew: false }
  const home = known(byCode, row.organization)
  const { staffNo, name } = row
  const staff = await addStaff(ctx, {
    staffNo,
    name,
    organizationId: home.id,
    division: home.division,
    isDemo: true,
  })
  for (const post of row.posts) {
    const organization = post.organization === undefined ? home : known(byCode, post.organization)
    const division = post.division ?? organization.division
    const period = { startsOn: calendarDate(seed.postsFrom) }
    await addPost(ctx, { staffId: staff.id, role: post.role, organization, division, period })
  }
  return { staff, isNew: true }
}

function known(byCode: ReadonlyMap<string, OrganizationView>, code: string): OrganizationView {
  const organization = byCode.get(code)
  if (!organization) throw new Error(`the seed names organization ${code}, which it does not bring`)
  return organization
}
