import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { OrganizationsApi } from '../../organizations/index.ts'
import type { Difference } from '../contract/difference.ts'
import type { PowerType } from '../contract/item-words.ts'
import { cataloguePermits } from '../contract/permits.ts'
import type {
  GetPowerTypeChange,
  ListPowerTypeChanges,
  ListPowerTypes,
  PowerTypeChange,
} from '../contract/power-types.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { PowerTypes, STANDARD_TYPES, holdsIn, isStandardType } from '../domain/power-types.ts'
import * as typeStore from '../store/power-type-store.ts'

/** All types, as they stand now. */
export async function powerTypesOf(ctx: Pick<Context, 'tx'>): Promise<PowerTypes> {
  return new PowerTypes(await typeStore.listDeclared(ctx.tx))
}

/** What a type is called; of the standard's nobody has to be asked. */
export async function titleOfType(ctx: Pick<Context, 'tx'>, key: PowerType): Promise<string> {
  return (isStandardType(key) ? STANDARD_TYPES : await powerTypesOf(ctx)).titleOf(key)
}

export async function listPowerTypes(
  ctx: Context,
  { division }: InputOf<typeof ListPowerTypes>,
): Promise<OutputOf<typeof ListPowerTypes>> {
  const types = await powerTypesOf(ctx)
  const counts = await typeStore.countByType(ctx.tx, ctx.today)
  const shown = types.all().filter((one) => division === undefined || holdsIn(one, division))
  return {
    types: shown.map((one) => ({
      ...one,
      ...{ isStandard: isStandardType(one.key), items: counts.get(one.key) ?? 0 },
    })),
  }
}

const MOST_CHANGES = 200

type NamingContext = Context & { readonly organizations: Pick<OrganizationsApi, 'staffNames'> }

export async function listPowerTypeChanges(ctx: NamingContext): Promise<OutputOf<typeof ListPowerTypeChanges>> {
  const reach = ctx.permit.reach(cataloguePermits.library.name)
  return { changes: await presentChanges(ctx, await typeStore.listChanges(ctx.tx, reach, MOST_CHANGES)) }
}

/** One change, beside the type as it stands. */
export async function getPowerTypeChange(
  ctx: NamingContext,
  { changeId }: InputOf<typeof GetPowerTypeChange>,
): Promise<OutputOf<typeof GetPowerTypeChange>> {
  const found = await typeStore.findChange(ctx.tx, changeId)
  if (!found) throw problem(catalogueProblems['no-such-type-change'])
  if (found.division !== '000000') ctx.permit.require(cataloguePermits.library.name, found)
  const [change] = await presentChanges(ctx, [found])
  const { types } = await listPowerTypes(ctx, {})
  const before = found.state === 'proposed' ? types.find(({ key }) => key === found.key) : undefined
  return { change: change!, ...(before && { before }) }
}

async function presentChanges(
  ctx: NamingContext,
  changes: readonly typeStore.StoredChange[],
): Promise<PowerTypeChange[]> {
  const staffIds = changes.flatMap(({ proposedBy, decidedBy }) => [proposedBy ?? [], decidedBy ?? []].flat())
  const names = await ctx.organizations.staffNames(ctx, [...new Set(staffIds)])
  const nameOf = (id: string | undefined) => names.get(id ?? '') ?? ''
  return changes.map(({ proposedBy, decidedBy, proposedAt, isRetired: _retired, ...change }) => {
    const isOpen = change.state === 'proposed'
    const isOwn = proposedBy === ctx.actor.staffId
    return {
      ...change,
      proposedByName: nameOf(proposedBy),
      proposedAt: proposedAt.toISOString(),
      ...(decidedBy !== undefined && { decidedByName: nameOf(decidedBy) }),
      mayDecide: isOpen && !isOwn && ctx.permit.allows(cataloguePermits.decideType.name, change),
      mayWithdraw: isOpen && isOwn && ctx.permit.allows(cataloguePermits.proposeType.name, change),
    }
  })
}

/** 版本差异 names types as people do. */
export async function withTypeTitles(ctx: Context, differences: readonly Difference[]): Promise<Difference[]> {
  if (!differences.some(isOfType)) return [...differences]
  const types = await powerTypesOf(ctx)
  return differences.map((one) => ({
    ...one,
    ...(isOfType(one) && one.before !== undefined && { before: types.titleOf(one.before) }),
    ...(isOfType(one) && one.after !== undefined && { after: types.titleOf(one.after) }),
  }))
}

function isOfType({ path }: Difference): boolean {
  return path === '/powerType'
}
