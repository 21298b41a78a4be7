import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { newPublicId, problem, streamOf } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import { HallChanged, HallOpened } from '../contract/events.ts'
import type { ChangeHall, HallContent, OpenHall } from '../contract/hall.ts'
import type { OrganizationView } from '../contract/organization.ts'
import { organizationsPermits } from '../contract/permits.ts'
import { organizationsProblems } from '../contract/problems.ts'
import { planFaults, windowsOf } from '../domain/hall-plan.ts'
import { presentHalls } from '../queries/get-hall.ts'
import { getOrganization } from '../queries/get-organization.ts'
import * as hallStore from '../store/hall-store.ts'
import type { Hall } from '../store/hall-store.ts'
import type { HallsContext } from './halls-context.ts'

const permit = organizationsPermits.keepHalls.name

/** 登记大厅. */
export async function openHall(ctx: HallsContext, input: InputOf<typeof OpenHall>): Promise<OutputOf<typeof OpenHall>> {
  const organization = await getOrganization(ctx, input.organizationId)
  ctx.permit.require(permit, { division: organization.division, organizationId: organization.id })
  const id = newPublicId(organization.id.slice(0, 6))
  const hall = await addHall(ctx, { id, organization, content: input.content, isDemo: false })
  return (await presentHalls(ctx, [hall]))[0]!
}

/** The same for the seed: no permit is asked. */
export async function addHall(
  ctx: HallsContext,
  input: { id: string; organization: OrganizationView; content: HallContent; isDemo: boolean },
): Promise<Hall> {
  const { id, organization, content, isDemo } = input
  requirePlan(ctx, content)
  const hall: Hall = {
    ...{ id, content, isDemo, version: 1 },
    organizationId: organization.id,
    division: organization.division,
  }
  const isNew = await hallStore.insert(ctx.tx, hall)
  if (!isNew) throw problem(organizationsProblems['hall-name-taken'], { name: content.name })
  ctx.emit(HallOpened.of(told(hall)))
  return hall
}

/** 修改大厅: as a whole, by who saw its last version. Windows that items refer to may go: their guides then tell the address alone. */
export async function changeHall(
  ctx: HallsContext,
  input: InputOf<typeof ChangeHall>,
): Promise<OutputOf<typeof ChangeHall>> {
  const { hallId, version, content } = input
  const hall = await hallStore.lock(ctx.tx, hallId)
  if (!hall) throw problem(organizationsProblems['hall-unknown'])
  ctx.permit.require(permit, hall)
  if (hall.version !== version) throw await ctx.stale(streamOf('hall', hallId))
  if (canonicalize(content) === canonicalize(hall.content)) {
    ctx.nothingChanged()
    return (await presentHalls(ctx, [hall]))[0]!
  }
  requirePlan(ctx, content)
  const { name } = content
  if (await hallStore.isNameTaken(ctx.tx, { ...hall, name }))
    throw problem(organizationsProblems['hall-name-taken'], { name })
  const changed = { ...hall, content, version: version + 1 }
  await hallStore.save(ctx.tx, changed)
  ctx.emit(HallChanged.of(told(changed)))
  return (await presentHalls(ctx, [changed]))[0]!
}

/** @throws organizations/hall-plan, limits/bad-office-hours */
function requirePlan(ctx: HallsContext, content: HallContent): void {
  if (content.hours) ctx.limits.assertHours(content.hours)
  const faults = planFaults(content)
  if (faults.length === 0) return
  throw problem(organizationsProblems['hall-plan'], { count: faults.length, first: faults[0]!.message }, faults)
}

function told({ id: hallId, organizationId, version, content }: Hall) {
  const { name, inUse } = content
  const digest = createHash('sha256')
    .update(canonicalize(content) ?? '')
    .digest('hex')
  return {
    hallId,
    organizationId,
    name,
    version,
    inUse,
    windows: windowsOf(content).map(({ number }) => number),
    digest,
  }
}
