import { problem } from '../../../kernel/index.ts'
import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { GetLicence } from '../contract/licence.ts'
import { licencesPermits } from '../contract/permits.ts'
import { licencesProblems } from '../contract/problems.ts'
import { reachOf } from '../domain/licence.ts'
import * as licenceStore from '../store/licence-store.ts'
import { presentLicence } from './present-licence.ts'

/** The same 404 for a licence that is not there and one out of reach. */
export async function getLicence(
  ctx: Context,
  input: InputOf<typeof GetLicence>,
): Promise<OutputOf<typeof GetLicence>> {
  const licence = await licenceStore.findLicence(ctx, input.licenceId)
  if (!licence || !ctx.permit.allows(licencesPermits.read.name, reachOf(licence))) {
    throw problem(licencesProblems.unknown)
  }
  return presentLicence(ctx, licence)
}
