import type { Context } from '../../../platform/act/index.ts'
import { maskCitizenId } from '../../../kernel/index.ts'
import type { LicenceView } from '../contract/licence.ts'
import { licencesPermits } from '../contract/permits.ts'
import { publicHolder, reachOf, STATE_TITLES, stateOn } from '../domain/licence.ts'
import type { Licence } from '../domain/licence.ts'
import { isPossible, TRANSITIONS } from '../domain/transitions.ts'

/** A person's name and citizen id are masked for all but the holder. */
export function presentLicence(ctx: Context, licence: Licence): LicenceView {
  const state = stateOn(licence, ctx.today)
  const isOwn =
    licence.ownerAccountId !== undefined &&
    licence.ownerAccountId === ctx.permit.reach(licencesPermits.read.name).ownerId
  const isMasked = licence.holderCodeType === 'citizen-id' && !isOwn && licence.erasedOn === undefined
  const { id, typeCode, name, holderCodeType, organizationId, organizationName, division } = licence
  return {
    id,
    typeCode,
    name,
    holder: isOwn ? licence.holder : publicHolder(licence),
    holderCode: isMasked ? maskCitizenId(licence.holderCode) : licence.holderCode,
    holderCodeType,
    fields: [...licence.fields],
    organizationId,
    organizationName,
    division,
    issuedOn: licence.issuedOn,
    validFrom: licence.validFrom,
    state,
    stateTitle: STATE_TITLES[state],
    version: licence.version,
    abilities: abilitiesOf(ctx, licence),
    ...optionalOf(licence),
  }
}

function optionalOf(licence: Licence): Partial<LicenceView> {
  const { identifier, licenceNo, caseId, itemId, validTo, stateReason, stateBasis, documentId } = licence
  const optional = { identifier, licenceNo, caseId, itemId, validTo, stateReason, stateBasis, documentId }
  return Object.fromEntries(
    Object.entries({ ...optional, stateOn: licence.stateOn, erasedOn: licence.erasedOn }).filter(
      ([, value]) => value !== undefined,
    ),
  )
}

function abilitiesOf(ctx: Context, licence: Licence): LicenceView['abilities'] {
  const may = (act: 'suspend' | 'resume' | 'revoke' | 'cancel'): boolean =>
    isPossible(licence.state, act) && ctx.permit.allows(TRANSITIONS[act].permit.name, reachOf(licence))
  return { suspend: may('suspend'), resume: may('resume'), revoke: may('revoke'), cancel: may('cancel') }
}
