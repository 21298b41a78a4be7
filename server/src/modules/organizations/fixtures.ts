import type { Context } from '../../platform/act/index.ts'
import type { ModuleParts } from '../../platform/module/index.ts'
import type { OrganizationView, PostRole, StaffView } from './contract/index.ts'
import { addPost } from './actions/assign-post.ts'
import { addStaff } from './actions/create-staff.ts'
import type { OrganizationsApi } from './index.ts'

/** What these builders use of the app; its own type would tie every module to every other. */
interface Built {
  readonly modules: { readonly organizations: ModuleParts<OrganizationsApi> }
  act<T>(settings: { mode: 'read' | 'write' }, fn: (ctx: Context) => Promise<T>): Promise<T>
}

/** 灵山县行政审批局 of the demo county. */
export const APPROVAL_BUREAU = '11450721MB15580811'

/** The organization of this code that the seed brought. */
export async function demoOrganization(
  app: Built,
  code = APPROVAL_BUREAU,
  jurisdiction = '450721',
): Promise<OrganizationView> {
  const key = { jurisdiction, code }
  const found = await app.act({ mode: 'read' }, (ctx) => app.modules.organizations.api.findOrganizationByCode(ctx, key))
  if (!found) throw new Error(`the demo county has no organization ${code}`)
  return found
}

/** A new member of staff with posts in one organization, beside those of the demo. */
export async function buildStaff(
  app: Built,
  options: { staffNo: string; roles: readonly PostRole[]; name?: string; organization?: OrganizationView },
): Promise<StaffView> {
  const organization = options.organization ?? (await demoOrganization(app))
  const { staffNo, roles, name = '测试员' } = options
  return app.act({ mode: 'write' }, async (ctx) => {
    const { id: organizationId, division } = organization
    const { id } = await addStaff(ctx, { staffNo, name, organizationId, division, isDemo: true })
    for (const role of roles) await addPost(ctx, { staffId: id, role, organization, division })
    return (await app.modules.organizations.api.findStaff(ctx, id))!
  })
}
