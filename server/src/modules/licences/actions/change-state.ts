import { problem, streamOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { LicenceView } from '../contract/licence.ts'
import { licencesPermits } from '../contract/permits.ts'
import { licencesProblems } from '../contract/problems.ts'
import { reachOf } from '../domain/licence.ts'
import { nextState, TRANSITIONS } from '../domain/transitions.ts'
import type { LicenceAct } from '../domain/transitions.ts'
import { presentLicence } from '../queries/present-licence.ts'
import * as licenceStore from '../store/licence-store.ts'

export interface ChangeLicence {
  readonly licenceId: string
  readonly version: number
  readonly reason: string
  readonly basis: string
}

/** One row of the table of transitions, done: what each act on a licence shares. */
export async function changeState(
  ctx: Context,
  act: Exclude<LicenceAct, 'supersede'>,
  input: ChangeLicence,
): Promise<LicenceView> {
  const licence = await licenceStore.lockLicence(ctx, input.licenceId)
  if (!licence || !ctx.permit.allows(licencesPermits.read.name, reachOf(licence))) {
    throw problem(licencesProblems.unknown)
  }
  const { permit, event } = TRANSITIONS[act]
  ctx.permit.require(permit.name, reachOf(licence))
  ctx.permit.requireProof()
  if (licence.version !== input.version) throw await ctx.stale(streamOf('licence', licence.id))
  const { reason, basis } = input
  const next = {
    ...licence,
    state: nextState(licence.state, act),
    stateOn: ctx.today,
    stateReason: reason,
    stateBasis: basis,
    version: licence.version + 1,
  }
  await licenceStore.saveState(ctx.tx, next)
  const body = { licenceId: licence.id, identifier: licence.identifier ?? '', basis, on: ctx.today }
  ctx.emit(event.of(body), { personal: { reason } })
  return presentLicence(ctx, next)
}
