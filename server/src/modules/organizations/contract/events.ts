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

/** The plan itself is public and kept beside; `digest` is the SHA-256 of the content, in hex. */
const hallKept = Type.Object({
  hallId: Type.String(),
  organizationId: Type.String(),
  name: Type.String(),
  version: Type.Integer(),
  inUse: Type.Boolean(),
  windows: Type.Array(Type.String()),
  digest: Type.String(),
})

export const HallOpened = event('organizations/HallOpened.v1', hallKept, {
  title: '登记政务服务大厅',
  stream: (body) => streamOf('hall', body.hallId),
})

export const HallChanged = event('organizations/HallChanged.v1', hallKept, {
  title: '修改政务服务大厅',
  stream: (body) => streamOf('hall', body.hallId),
})

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

const changed = { changeId: Type.String(), staffId: Type.String() }
const ofStaff = (body: { staffId: string }) => streamOf('staff', body.staffId)

/** The reason lies beside the chain, as `personal.reason`. In an emergency it has already happened. */
export const LeavingProposed = event(
  'organizations/LeavingProposed.v1',
  Type.Object({ ...changed, effectiveOn: Type.String(), isEmergency: Type.Boolean() }),
  { title: '提出离职', stream: ofStaff },
)

const postFacts = Type.Object({ role: Type.String(), organizationId: Type.String(), division: Type.String() })

/** Which posts end and which begin. The reason lies beside the chain, as `personal.reason`. */
export const MoveProposed = event(
  'organizations/MoveProposed.v1',
  Type.Object({
    ...changed,
    effectiveOn: Type.String(),
    ends: Type.Array(Type.String()),
    begins: Type.Array(postFacts),
    organizationId: Type.String(),
  }),
  { title: '提出调岗', stream: ofStaff },
)

/** The reason lies beside the chain, as `personal.reason`. */
export const JoiningProposed = event(
  'organizations/JoiningProposed.v1',
  Type.Object({ ...changed, effectiveOn: Type.String(), begins: Type.Array(postFacts), organizationId: Type.String() }),
  { title: '提出入职', stream: ofStaff },
)

export const StaffChangeConfirmed = event(
  'organizations/StaffChangeConfirmed.v1',
  Type.Object({ ...changed, proposedBy: Type.String(), effectiveOn: Type.String() }),
  { title: '确认人员变动', stream: ofStaff },
)

/** The reason lies beside the chain, as `personal.reason`. */
export const StaffChangeRefused = event(
  'organizations/StaffChangeRefused.v1',
  Type.Object({ ...changed, isEmergency: Type.Boolean() }),
  { title: '退回人员变动', stream: ofStaff },
)

/** The reason lies beside the chain, as `personal.reason`. */
export const StaffChangeCancelled = event('organizations/StaffChangeCancelled.v1', Type.Object(changed), {
  title: '取消人员变动',
  stream: ofStaff,
})

/** Posts have ended and the account is closed: whoever keeps something of theirs gives it back or hands it on. */
export const StaffLeft = event(
  'organizations/StaffLeft.v1',
  Type.Object({
    ...changed,
    organizationId: Type.String(),
    division: Type.String(),
    successorId: Type.Optional(Type.String()),
  }),
  { title: '离岗离职', stream: ofStaff },
)

/** Posts have ended and others begun: whoever keeps something that went with the old ones gives it back or hands it on. */
export const StaffMoved = event(
  'organizations/StaffMoved.v1',
  Type.Object({
    ...changed,
    /** Where they belong now. */
    organizationId: Type.String(),
    division: Type.String(),
    /** All that they hold from this day on. */
    posts: Type.Array(postFacts),
    successorId: Type.Optional(Type.String()),
  }),
  { title: '调岗', stream: ofStaff },
)

export const StaffJoined = event(
  'organizations/StaffJoined.v1',
  Type.Object({ ...changed, organizationId: Type.String(), division: Type.String() }),
  { title: '入职', stream: ofStaff },
)

/** What somebody kept who had to go at once, taken over afterwards. */
export const KeepingHandedOver = event(
  'organizations/KeepingHandedOver.v1',
  Type.Object({ staffId: Type.String(), toStaffId: Type.String() }),
  { title: '接手离岗人员保管的事务', stream: ofStaff },
)

const substitution = { substitutionId: Type.String(), staffId: Type.String(), substituteId: Type.String() }

/** In the stream of the one who is away. The reason lies beside the chain, as `personal.reason`. */
export const SubstituteNamed = event(
  'organizations/SubstituteNamed.v1',
  Type.Object({ ...substitution, roles: Type.Array(Type.String()), startsOn: Type.String(), endsOn: Type.String() }),
  { title: '提出AB角', stream: ofStaff },
)

export const SubstituteConfirmed = event(
  'organizations/SubstituteConfirmed.v1',
  Type.Object({ ...substitution, proposedBy: Type.String() }),
  { title: '确认AB角', stream: ofStaff },
)

/** The reason lies beside the chain, as `personal.reason`. */
export const SubstituteRefused = event('organizations/SubstituteRefused.v1', Type.Object(substitution), {
  title: '退回AB角',
  stream: ofStaff,
})

/** The reason lies beside the chain, as `personal.reason`. */
export const SubstituteRevoked = event('organizations/SubstituteRevoked.v1', Type.Object(substitution), {
  title: '撤销AB角',
  stream: ofStaff,
})

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
