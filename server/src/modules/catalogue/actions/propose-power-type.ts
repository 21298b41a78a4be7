import { newPublicId, problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import { permitProblems } from '../../../platform/permits/index.ts'
import { PowerTypeProposed } from '../contract/events.ts'
import { cataloguePermits } from '../contract/permits.ts'
import type { ProposePowerType } from '../contract/power-types.ts'
import { catalogueProblems } from '../contract/problems.ts'
import { isStandardType } from '../domain/power-types.ts'
import type { PowerTypeEntry, PowerTypes } from '../domain/power-types.ts'
import { powerTypesOf } from '../queries/power-types.ts'
import * as typeStore from '../store/power-type-store.ts'
import { actingStaff } from './draft-context.ts'
import type { DraftContext } from './draft-context.ts'
import { openTypeStep } from './power-type-steps.ts'

type Input = InputOf<typeof ProposePowerType>

/** 提出权力类型变更: it does nothing before another official has approved it. */
export async function proposePowerType(ctx: DraftContext, input: Input): Promise<OutputOf<typeof ProposePowerType>> {
  const proposedBy = actingStaff(ctx)
  await typeStore.takeTurn(ctx.tx)
  const types = await powerTypesOf(ctx)
  const type = input.kind === 'declare' ? declared(ctx, input, types) : changed(ctx, input, types)
  if (await typeStore.hasOpenChange(ctx.tx, type.key)) throw problem(catalogueProblems['type-change-pending'])
  await requireFits(ctx, type, types)
  const { kind, reason } = input
  const changeId = newPublicId(type.division.slice(0, 6))
  const { key, code, title, division } = type
  const change: typeStore.StoredChange = {
    ...type,
    ...{ changeId, kind, reason, state: 'proposed', proposedBy, proposedAt: ctx.now, version: 1 },
  }
  await typeStore.insertChange(ctx.tx, change)
  ctx.emit(PowerTypeProposed.of({ changeId, key, kind, code, title, division }))
  await openTypeStep(ctx, change)
  return { changeId, key }
}

/** A new one, of the place of whoever proposes it. */
function declared(ctx: Context, input: Input, types: PowerTypes): PowerTypeEntry {
  const [area] = ctx.permit.reach(cataloguePermits.proposeType.name).areas
  if (!area) throw problem(permitProblems['not-allowed'])
  const { code, title, abbreviation } = input
  if (code === undefined || title === undefined || abbreviation === undefined)
    throw problem(catalogueProblems['type-incomplete'])
  // What begins an area is its code without the noughts behind.
  const division = area.lo.padEnd(6, '0')
  const key = `x${code}-${division}`
  const known = types.find(key)
  if (known) throw problem(catalogueProblems['type-taken'], { code, title: known.title })
  return { ...{ key, code, title, abbreviation, division }, isPower: input.isPower ?? true, isRetired: false }
}

function changed(ctx: Context, { kind, key = '', ...said }: Input, types: PowerTypes): PowerTypeEntry {
  if (isStandardType(key)) throw problem(catalogueProblems['type-of-standard'])
  const known = types.find(key)
  if (!known) throw problem(catalogueProblems['no-such-type'])
  ctx.permit.require(cataloguePermits.proposeType.name, known)
  if (kind !== 'change') return { ...known, isRetired: kind === 'retire' }
  const { code = known.code, title = known.title, abbreviation = known.abbreviation, isPower = known.isPower } = said
  return { ...known, code, title, abbreviation, isPower }
}

/** @throws catalogue/type-taken, catalogue/type-in-use */
export async function requireFits(ctx: Context, type: PowerTypeEntry, types: PowerTypes): Promise<void> {
  const rival = type.isRetired ? undefined : types.rivalOf(type)
  if (rival) throw problem(catalogueProblems['type-taken'], { code: rival.code, title: rival.title })
  const known = types.find(type.key)
  if (known && known.code !== type.code && (await typeStore.isUsed(ctx.tx, type.key)))
    throw problem(catalogueProblems['type-in-use'], { code: known.code })
}
