import { ROLES, standInFor } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { organizationsPermits } from '../contract/permits.ts'
import type {
  ListMySubstitutions,
  ListSubstitutable,
  ListSubstitutions,
  SubstitutionView,
} from '../contract/substitution.ts'
import { isSubstitutable, isThirdPerson, standingOf } from '../domain/substitution.ts'
import type { Substitution } from '../domain/substitution.ts'
import * as staffStore from '../store/staff-store.ts'
import * as substitutionStore from '../store/substitution-store.ts'
import { organizationNames } from './get-organization.ts'
import { staffNames } from './list-staff.ts'

const PAGE = 50
const MOST_PEOPLE = 200

export async function listMySubstitutions(ctx: Context): Promise<OutputOf<typeof ListMySubstitutions>> {
  const { staffId } = ctx.actor
  const mine = staffId === undefined ? [] : await substitutionStore.listMine(ctx.tx, staffId)
  return { substitutions: await presentSubstitutions(ctx, mine) }
}

export async function listSubstitutions(
  ctx: Context,
  input: InputOf<typeof ListSubstitutions>,
): Promise<OutputOf<typeof ListSubstitutions>> {
  const reach = ctx.permit.reach(organizationsPermits.readSubstitutes.name)
  const after = input.after === undefined ? undefined : await substitutionStore.find(ctx.tx, input.after)
  const rows = await substitutionStore.list(ctx.tx, { reach, state: input.state, after, limit: PAGE })
  const next = rows.length < PAGE ? undefined : rows.at(-1)?.id
  return { substitutions: await presentSubstitutions(ctx, rows), ...(next !== undefined && { next }) }
}

/** Oneself and one's colleagues; for who may name others, all whom that reaches. */
export async function listSubstitutable(
  ctx: Context,
  input: InputOf<typeof ListSubstitutable>,
): Promise<OutputOf<typeof ListSubstitutable>> {
  const { staffId = '', organizationId } = ctx.actor
  const others = ctx.permit.reach(organizationsPermits.nameSubstitutes.name)
  const mayNameOthers = others.areas.some((area) => area.standIn === undefined)
  const isOfPlace = others.areas.some((area) => area.organizationId === undefined)
  const rows = await staffStore.listSubstitutable(ctx.tx, {
    reach: mayNameOthers ? others : ctx.permit.reach(organizationsPermits.substitute.name),
    ...(!(mayNameOthers && isOfPlace) && organizationId !== undefined && { organizationId }),
    q: input.q,
    limit: MOST_PEOPLE,
  })
  const posts = await staffStore.postsOf(
    ctx.tx,
    rows.map(({ id }) => id),
    ctx.today,
  )
  const people = rows.map((row) => ({
    staffId: row.id,
    name: row.name,
    staffNo: row.staffNo,
    organizationId: row.organizationId,
    posts: posts
      .filter((post) => post.staffId === row.id && isSubstitutable(post.role))
      .map((post) => ({ id: post.id, title: post.roleTitle })),
  }))
  return { me: staffId, mayNameOthers, people: people.filter((one) => one.posts.length > 0) }
}

export async function presentSubstitutions(ctx: Context, rows: readonly Substitution[]): Promise<SubstitutionView[]> {
  const staff = await staffNames(
    ctx,
    rows.flatMap((row) => [row.absentId, row.substituteId, row.proposedBy, row.decidedBy ?? []].flat()),
  )
  const organizations = await organizationNames(
    ctx,
    rows.map((row) => row.organizationId),
  )
  const roles = await staffStore.rolesOf(
    ctx.tx,
    rows.flatMap(({ postIds }) => postIds),
  )
  const nameOf = (staffId: string) => staff.get(staffId) ?? ''
  return rows.map((row) => ({
    id: row.id,
    absentName: nameOf(row.absentId),
    substituteName: nameOf(row.substituteId),
    organizationName: organizations.get(row.organizationId) ?? '',
    roleTitles: row.postIds.flatMap((postId) => {
      const role = roles.get(postId)
      return role === undefined ? [] : [ROLES[role].title]
    }),
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    state: row.state,
    standing: standingOf(row, ctx.today),
    proposedByName: nameOf(row.proposedBy),
    proposedAt: row.proposedAt.toISOString(),
    ...(row.decidedBy !== undefined && { decidedByName: nameOf(row.decidedBy) }),
    ...sideOf(ctx, row),
    version: row.version,
    abilities: { decide: mayDecide(ctx, row), revoke: isOpen(ctx, row) && mayRevoke(ctx, row) },
  }))
}

function sideOf({ actor }: Context, { absentId, substituteId }: Substitution): Pick<SubstitutionView, 'mySide'> {
  if (actor.staffId === absentId) return { mySide: 'absent' }
  return actor.staffId === substituteId ? { mySide: 'substitute' } : {}
}

function isOpen(ctx: Context, { state, endsOn }: Substitution): boolean {
  return (state === 'proposed' || state === 'confirmed') && endsOn >= ctx.today
}

function mayDecide(ctx: Context, row: Substitution): boolean {
  const { name } = organizationsPermits.confirmSubstitutes
  return (
    row.state === 'proposed' &&
    row.endsOn >= ctx.today &&
    isThirdPerson(row, ctx.actor.staffId) &&
    ctx.permit.allows(name, row) &&
    standInFor(row, ctx.permit.reach(name)) === undefined
  )
}

/** Either of the two; the head; administrators: taking away is one person's matter. */
export function mayRevoke(ctx: Context, row: Substitution): boolean {
  const { staffId } = ctx.actor
  if (staffId !== undefined && (staffId === row.absentId || staffId === row.substituteId)) return true
  return ctx.permit.allows(organizationsPermits.readSubstitutes.name, row)
}
