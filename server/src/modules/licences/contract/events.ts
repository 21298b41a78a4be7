import { Type } from 'typebox'
import { event, streamOf } from '../../../kernel/event.ts'

const stream = (body: { licenceId: string }) => streamOf('licence', body.licenceId)
const id = { licenceId: Type.String() }
const change = { ...id, identifier: Type.String(), reason: Type.String(), basis: Type.String(), on: Type.String() }

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
    /** SHA-256 of holder, code and fields as they are kept. */
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
