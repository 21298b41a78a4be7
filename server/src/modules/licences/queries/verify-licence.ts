import type { InputOf } from '../../../kernel/index.ts'
import type { LicenceVerification, VerifyLicence } from '../contract/licence.ts'
import { normalizeIdentifier, parseIdentifier } from '../domain/identifier.ts'
import { publicHolder, stateOn } from '../domain/licence.ts'
import * as licenceStore from '../store/licence-store.ts'
import type { LicencesContext } from '../actions/issue-licence.ts'

/** 核验证照. A wrong check character and an identifier never issued get the same answer. */
export async function verifyLicence(
  ctx: LicencesContext,
  input: InputOf<typeof VerifyLicence>,
): Promise<LicenceVerification> {
  const identifier = normalizeIdentifier(input.id)
  const licence = parseIdentifier(identifier) && (await licenceStore.findByIdentifier(ctx, identifier))
  if (!licence) return { answer: 'unknown', identifier }
  const state = stateOn(licence, ctx.today)
  const [page] = await ctx.documents.listFor(ctx, licence.id)
  return {
    answer: state === 'issued' ? 'valid' : state,
    identifier,
    name: licence.name,
    holder: publicHolder(licence),
    organizationName: licence.organizationName,
    issuedOn: licence.issuedOn,
    validFrom: licence.validFrom,
    ...(licence.licenceNo !== undefined && { licenceNo: licence.licenceNo }),
    ...(licence.validTo !== undefined && { validTo: licence.validTo }),
    ...(licence.stateOn !== undefined && { stateOn: licence.stateOn }),
    ...(licence.erasedOn !== undefined && { erasedOn: licence.erasedOn }),
    ...(page?.sha256 !== undefined && { sha256: page.sha256 }),
  }
}
