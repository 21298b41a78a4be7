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
