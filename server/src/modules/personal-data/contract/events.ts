import { Type } from 'typebox'
import { event, streamOf } from '../../../kernel/index.ts'

const Package = { packageId: Type.String(), accountId: Type.String() }
const ofAccount = (body: { accountId: string }) => streamOf('account', body.accountId)

export const PackageAsked = event('personal-data/PackageAsked.v1', Type.Object(Package), {
  title: '申请个人信息副本',
  stream: ofAccount,
})

/** The digest shows later that what was taken is what was made. */
export const PackageMade = event(
  'personal-data/PackageMade.v1',
  Type.Object({ ...Package, sha256: Type.String(), bytes: Type.Integer(), things: Type.Integer() }),
  { title: '个人信息副本做好', stream: ofAccount },
)

export const PackageTaken = event('personal-data/PackageTaken.v1', Type.Object(Package), {
  title: '下载个人信息副本',
  stream: ofAccount,
})

export const PackageRemoved = event(
  'personal-data/PackageRemoved.v1',
  Type.Object({ ...Package, because: Type.Enum(['expired', 'replaced', 'account-closed']) }),
  { title: '删除个人信息副本', stream: ofAccount },
)

/** 个人信息保护法 art. 46: a note stands beside what is not rewritten; its words lie sealed where they stand. */
export const CorrectionNoted = event(
  'personal-data/CorrectionNoted.v1',
  Type.Object({ noteId: Type.String(), accountId: Type.String(), holding: Type.String(), caseId: Type.String() }),
  { title: '加更正说明', stream: ofAccount },
)
