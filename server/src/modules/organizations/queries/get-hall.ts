import { divisionRange, problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { HallsContext } from '../actions/halls-context.ts'
import type { GetHall, HallSummary, HallView, ListHalls, ListKeptHalls } from '../contract/hall.ts'
import { organizationsPermits } from '../contract/permits.ts'
import { organizationsProblems } from '../contract/problems.ts'
import { floorInWords, windowsOf } from '../domain/hall-plan.ts'
import * as hallStore from '../store/hall-store.ts'
import type { Hall } from '../store/hall-store.ts'
import * as organizationStore from '../store/organization-store.ts'
import { organizationNames } from './get-organization.ts'

export async function getHall(ctx: HallsContext, input: InputOf<typeof GetHall>): Promise<OutputOf<typeof GetHall>> {
  const [hall] = await presentHalls(ctx, await hallStore.find(ctx.tx, [input.hallId]))
  if (!hall) throw problem(organizationsProblems['hall-unknown'])
  return hall
}

/** Halls by id, as everybody sees them; ids that are not there are left out. */
export async function hallsById(ctx: HallsContext, ids: readonly string[]): Promise<HallView[]> {
  return presentHalls(ctx, await hallStore.find(ctx.tx, [...new Set(ids)]))
}

export async function listHalls(
  ctx: HallsContext,
  input: InputOf<typeof ListHalls>,
): Promise<OutputOf<typeof ListHalls>> {
  return { halls: await summarize(ctx, await hallStore.listInUse(ctx.tx, divisionRange(input.division))) }
}

/** A hall as somebody chooses a window of it. */
export interface HallChoice {
  readonly id: string
  readonly name: string
  readonly windows: { number: string; name?: string; floor: string }[]
}

export async function hallWindows(ctx: Context, division: string): Promise<HallChoice[]> {
  const halls = await hallStore.listInUse(ctx.tx, divisionRange(division))
  return halls.map(({ id, content }) => ({
    id,
    name: content.name,
    windows: windowsOf(content).map(({ number, name, floor }) => ({
      number,
      floor,
      ...(name !== undefined && { name }),
    })),
  }))
}

export async function listKeptHalls(
  ctx: HallsContext,
  _input: InputOf<typeof ListKeptHalls>,
): Promise<OutputOf<typeof ListKeptHalls>> {
  const reach = ctx.permit.reach(organizationsPermits.keepHalls.name)
  const organizations = await organizationStore.listWithin(ctx.tx, reach)
  return {
    halls: await summarize(ctx, await hallStore.listWithin(ctx.tx, reach)),
    organizations: organizations.map(({ id, name, address, phone }) => ({
      ...{ id, name },
      ...(address !== undefined && { address }),
      ...(phone !== undefined && { phone }),
    })),
  }
}

export async function presentHalls(ctx: HallsContext, halls: readonly Hall[]): Promise<HallView[]> {
  const names = await namesOf(ctx, halls)
  const views: HallView[] = []
  for (const { content, ...hall } of halls) {
    views.push({
      ...content,
      ...hall,
      organizationName: names.get(hall.organizationId) ?? '',
      windows: windowsOf(content),
      floorWords: content.floors.map(floorInWords),
      opening: await openingOf(ctx, { content, ...hall }),
    })
  }
  return views
}

async function summarize(ctx: HallsContext, halls: readonly Hall[]): Promise<HallSummary[]> {
  const names = await namesOf(ctx, halls)
  const summaries: HallSummary[] = []
  for (const hall of halls) {
    const { id, division, isDemo, content } = hall
    const { today, now } = await openingOf(ctx, hall, 1)
    const { name, address, inUse } = content
    summaries.push({
      ...{ id, division, isDemo, name, address, inUse, today, now },
      organizationName: names.get(hall.organizationId) ?? '',
      windows: windowsOf(content).length,
      floors: content.floors.length,
    })
  }
  return summaries
}

function openingOf(ctx: HallsContext, { division, organizationId, content }: Hall, days = 7) {
  const { hours } = content
  return ctx.limits.getOpening(ctx, { division, organizationId, days, ...(hours && { hours }) })
}

function namesOf(ctx: HallsContext, halls: readonly Hall[]): Promise<Map<string, string>> {
  return organizationNames(
    ctx,
    halls.map((hall) => hall.organizationId),
  )
}
