import { Type } from 'typebox'
import { event, installationStream, streamOf } from '../../../kernel/event.ts'

export const DivisionsImported = event(
  'organizations/DivisionsImported.v1',
  Type.Object({
    source: Type.String(),
    digest: Type.String(),
    taken: Type.Integer(),
    changed: Type.Integer(),
    refused: Type.Integer(),
  }),
  { title: '导入行政区划', stream: () => installationStream('divisions') },
)

export const OrganizationRegistered = event(
  'organizations/OrganizationRegistered.v1',
  Type.Object({ organizationId: Type.String(), code: Type.String(), name: Type.String(), division: Type.String() }),
  { title: '登记部门', stream: (body) => streamOf('organization', body.organizationId) },
)

export const WindowOpened = event(
  'organizations/WindowOpened.v1',
  Type.Object({ windowId: Type.String(), organizationId: Type.String(), name: Type.String() }),
  { title: '设立窗口', stream: (body) => streamOf('organization', body.organizationId) },
)

export const StaffCreated = event(
  'organizations/StaffCreated.v1',
  Type.Object({
    staffId: Type.String(),
    staffNo: Type.String(),
    organizationId: Type.String(),
    division: Type.String(),
  }),
  { title: '登记工作人员', stream: (body) => streamOf('staff', body.staffId) },
)

/** 提出任命: nothing is permitted by it yet. */
export const PostProposed = event(
  'organizations/PostProposed.v1',
  Type.Object({
    appointmentId: Type.String(),
    staffId: Type.String(),
    role: Type.String(),
    organizationId: Type.String(),
    division: Type.String(),
    startsOn: Type.String(),
    endsOn: Type.Optional(Type.String()),
  }),
  { title: '提出岗位任命', stream: (body) => streamOf('staff', body.staffId) },
)

/** The reason lies beside the chain, as `personal.reason`. */
export const PostRefused = event(
  'organizations/PostRefused.v1',
  Type.Object({ appointmentId: Type.String(), staffId: Type.String() }),
  { title: '退回岗位任命', stream: (body) => streamOf('staff', body.staffId) },
)

export const PostAssigned = event(
  'organizations/PostAssigned.v1',
  Type.Object({
    staffId: Type.String(),
    postId: Type.String(),
    role: Type.String(),
    organizationId: Type.String(),
    division: Type.String(),
    startedOn: Type.String(),
    endsOn: Type.Optional(Type.String()),
    /** Who proposed it, and by which proposal; a seed has neither. */
    appointmentId: Type.Optional(Type.String()),
    proposedBy: Type.Optional(Type.String()),
  }),
  { title: '任命岗位', stream: (body) => streamOf('staff', body.staffId) },
)

export const PostEnded = event(
  'organizations/PostEnded.v1',
  Type.Object({ staffId: Type.String(), postId: Type.String(), role: Type.String(), endedOn: Type.String() }),
  { title: '免去岗位', stream: (body) => streamOf('staff', body.staffId) },
)

export const AuthorizationGranted = event(
  'organizations/AuthorizationGranted.v1',
  Type.Object({
    authorizationId: Type.String(),
    grantorId: Type.String(),
    granteeId: Type.String(),
    powers: Type.Array(Type.String()),
    itemIds: Type.Optional(Type.Array(Type.String())),
    docNo: Type.String(),
    validFrom: Type.String(),
    validTo: Type.String(),
  }),
  { title: '签发授权书', stream: (body) => streamOf('authorization', body.authorizationId) },
)

/** The reason lies beside the chain, as `personal.reason`. */
export const AuthorizationRevoked = event(
  'organizations/AuthorizationRevoked.v1',
  Type.Object({ authorizationId: Type.String(), revokedOn: Type.String() }),
  { title: '撤销授权书', stream: (body) => streamOf('authorization', body.authorizationId) },
)
