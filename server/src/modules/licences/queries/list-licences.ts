import type { InputOf, OutputOf } from '../../../kernel/index.ts'
import type { Context } from '../../../platform/act/index.ts'
import type { LicenceView, ListLicences, ListMyLicences } from '../contract/licence.ts'
import { licencesPermits } from '../contract/permits.ts'
import * as licenceStore from '../store/licence-store.ts'
import { presentLicence } from './present-licence.ts'

export async function listLicences(
  ctx: Context,
  input: InputOf<typeof ListLicences>,
): Promise<OutputOf<typeof ListLicences>> {
  const reach = ctx.permit.reach(licencesPermits.read.name)
  const found = await licenceStore.listLicences(ctx, { reach, before: input.before, limit: input.limit ?? 50 })
  return { licences: found.map((licence) => presentLicence(ctx, licence)) }
}

/** 我的证照: of the account that is signed in, or of the one that it acts for. */
export async function listMyLicences(ctx: Context): Promise<OutputOf<typeof ListMyLicences>> {
  const accountId = ctx.permit.reach(licencesPermits.read.name).ownerId
  const found = accountId === undefined ? [] : await licenceStore.licencesOfOwner(ctx, accountId)
  return { licences: found.map((licence) => presentLicence(ctx, licence)) }
}

/** For other modules, which have decided that the case or the holder may be looked at. */
export async function listLicencesFor(
  ctx: Context,
  key: { caseId: string } | { holderCode: string },
): Promise<LicenceView[]> {
  const found =
    'caseId' in key
      ? await licenceStore.licencesOfCase(ctx, key.caseId)
      : await licenceStore.licencesOfHolder(ctx, key.holderCode)
  return found.map((licence) => presentLicence(ctx, licence))
}
