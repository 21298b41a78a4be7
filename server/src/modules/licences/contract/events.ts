import { Type } from 'typebox'
import { event, streamOf } from '../../../kernel/event.ts'

const stream = (body: { licenceId: string }) => streamOf('licence', body.licenceId)
const id = { licenceId: Type.String() }
/** The reason lies beside the chain, as `personal.reason`: people write names into it. */
const change = { ...id, identifier: Type.String(), basis: Type.String(), on: Type.String() }

export const LicenceIssued = event(
  'licences/LicenceIssued.v1',
  Type.Object({
    ...id,
    identifier: Type.String(),
    licenceNo: Type.String(),
    typeCode: Type.String(),
    name: Type.String(),
    caseId: Type.Optional(Type.String()),
    itemId: Type.Optional(Type.String()),
    organizationId: Type.String(),
    division: Type.String(),
    documentId: Type.String(),
    validFrom: Type.String(),
    validTo: Type.Optional(Type.String()),
    /** Keyed digest of holder, code and fields as they are kept: without a key, names and ids could be guessed at. */
    contentDigest: Type.String(),
  }),
  { title: '颁发证照', stream },
)

export const LicenceSuspended = event('licences/LicenceSuspended.v1', Type.Object(change), {
  title: '暂扣证照',
  stream,
})
export const LicenceResumed = event('licences/LicenceResumed.v1', Type.Object(change), { title: '发还证照', stream })
export const LicenceRevoked = event('licences/LicenceRevoked.v1', Type.Object(change), { title: '撤销证照', stream })
export const LicenceCancelled = event('licences/LicenceCancelled.v1', Type.Object(change), {
  title: '注销证照',
  stream,
})

export const LicenceSuperseded = event(
  'licences/LicenceSuperseded.v1',
  Type.Object({ ...id, by: Type.String(), on: Type.String() }),
  { title: '证照变更', stream },
)
