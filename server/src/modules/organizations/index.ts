import type { CalendarDate, Reach } from '../../kernel/index.ts'
import type { Context } from '../../platform/act/index.ts'
import { bindRoutes } from '../../platform/http/index.ts'
import type { ModuleParts } from '../../platform/module/index.ts'
import type { HallsDeps } from './actions/halls-context.ts'
import { importDivisions } from './actions/import-divisions.ts'
import type { DivisionImportReport, ImportDivisions } from './actions/import-divisions.ts'
import type { PostsDeps } from './actions/posts-context.ts'
import { proposeJoining } from './actions/propose-joining.ts'
import { seedOrganizations } from './actions/seed-organizations.ts'
import type { OrganizationsSeed, SeededStaff } from './actions/seed-organizations.ts'
import { organizationsPermits, organizationsProblems } from './contract/index.ts'
import type { AuthorizationPower } from './contract/authorization.ts'
import type {
  DivisionView,
  HallView,
  JoinerFields,
  OrganizationView,
  PostView,
  StaffChangeView,
  StaffView,
  WindowView,
} from './contract/index.ts'
import * as organizationsEvents from './contract/events.ts'
import type { AuthorizedAct } from './domain/authorization.ts'
import { carryOutChanges } from './jobs/carry-out-changes.ts'
import { publicRoutes } from './http/public.routes.ts'
import { staffRoutes } from './http/staff.routes.ts'
import { divisionName, divisionPath, findDivision } from './queries/get-division.ts'
import {
  findOrganizationByCode,
  findOrganizationByName,
  getOrganization,
  organizationNames,
  windowsOf,
} from './queries/get-organization.ts'
import { hallsById, hallWindows } from './queries/get-hall.ts'
import type { HallChoice } from './queries/get-hall.ts'
import type { HeldPostView } from './domain/substitution.ts'
import { heldPosts } from './queries/held-posts.ts'
import { isAuthorized, lettersInForce } from './queries/list-authorizations.ts'
import { staffLeft } from './subscribers/staff-left.ts'
import { findStaff, postsOf, searchStaff, staffNamed, staffNames } from './queries/list-staff.ts'

/** 组织机构 and 行政区划: who works where, with which posts, over which part of the country. */
export interface OrganizationsApi {
  getOrganization(ctx: Context, organizationId: string): Promise<OrganizationView>
  findOrganizationByCode(
    ctx: Context,
    key: { jurisdiction: string; code: string },
  ): Promise<OrganizationView | undefined>
  findOrganizationByName(
    ctx: Context,
    key: { jurisdiction: string; name: string },
  ): Promise<OrganizationView | undefined>
  windowsOf(ctx: Context, organizationId: string): Promise<WindowView[]>
  organizationNames(ctx: Context, ids: readonly string[]): Promise<Map<string, string>>
  findStaff(ctx: Context, staffId: string): Promise<StaffView | undefined>
  searchStaff(ctx: Context, search: { reach: Reach; q: string; limit: number }): Promise<string[]>
  staffNames(ctx: Context, staffIds: readonly string[]): Promise<Map<string, string>>
  /** Public ids of officials of exactly this name, within reach. */
  staffNamed(ctx: Context, of: { readonly name: string; readonly reach: Reach }): Promise<string[]>
  postsOf(ctx: Context, staffId: string): Promise<PostView[]>
  /** Those that permit something: their own, and those of others in whose stead they work. */
  heldPosts(ctx: Context, staffId: string): Promise<HeldPostView[]>
  findDivision(ctx: Context, code: string): Promise<DivisionView | undefined>
  divisionName(ctx: Context, code: string): Promise<string>
  divisionPath(ctx: Context, code: string): Promise<DivisionView[]>
  isAuthorized(ctx: Context, act: AuthorizedAct): Promise<boolean>
  /** Letters that give a power on a day: by which organization, for which items; absent: for all of its own. */
  lettersInForce(
    ctx: Context,
    of: { readonly power: AuthorizationPower; readonly on: CalendarDate },
  ): Promise<{ organizationId: string; itemIds?: readonly string[] }[]>
  /** 入职, without the account: whoever keeps accounts proposes both in one act. */
  proposeJoining(ctx: Context, joiner: JoinerFields): Promise<{ change: StaffChangeView; staff: StaffView }>
  importDivisions(ctx: Context, input: ImportDivisions): Promise<DivisionImportReport>
  /** Halls as everybody sees them, open or not at this moment; ids that are not there are left out. */
  hallsById(ctx: Context, ids: readonly string[]): Promise<HallView[]>
  /** Halls in use of a place and below it, with the windows that may be chosen. */
  hallWindows(ctx: Context, division: string): Promise<HallChoice[]>
  seed(ctx: Context, seed: OrganizationsSeed): Promise<SeededStaff[]>
}

export function createOrganizations(deps: PostsDeps & HallsDeps): ModuleParts<OrganizationsApi> {
  const api: OrganizationsApi = {
    getOrganization,
    findOrganizationByCode,
    findOrganizationByName,
    organizationNames,
    windowsOf,
    findStaff,
    searchStaff,
    staffNames,
    staffNamed,
    postsOf,
    heldPosts,
    findDivision,
    divisionName,
    divisionPath,
    isAuthorized,
    lettersInForce,
    proposeJoining: (ctx, joiner) => proposeJoining({ ...ctx, ...deps }, joiner),
    importDivisions,
    hallsById: (ctx, ids) => hallsById({ ...ctx, ...deps }, ids),
    hallWindows,
    seed: (ctx, seed) => seedOrganizations({ ...ctx, ...deps }, seed),
  }
  return {
    api,
    routes: bindRoutes([...publicRoutes, ...staffRoutes], deps),
    permits: Object.values(organizationsPermits),
    events: Object.values(organizationsEvents),
    problems: Object.values(organizationsProblems),
    subscribers: [staffLeft],
    timers: [carryOutChanges(deps)],
  }
}

export type { HeldPostView, OrganizationsSeed, PostsDeps, SeededStaff }
