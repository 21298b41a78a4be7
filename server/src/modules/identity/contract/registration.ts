import { Type } from 'typebox'
import { contract } from '../../../kernel/contract.ts'
import { organizationsProblems } from '../../organizations/contract/index.ts'
import { identityProblems } from './problems.ts'
import { Password, PublicId, SignInLogin } from './public-fields.ts'
import { AccountView } from './session.ts'

export const RegisterResident = contract({
  name: 'identity.registerResident',
  method: 'POST',
  path: '/api/registrations',
  summary: '个人注册',
  body: Type.Object({
    name: Type.String({ minLength: 2, maxLength: 50, pattern: '^\\S.*\\S$', title: '姓名' }),
    citizenId: Type.String({ format: 'citizen-id', title: '公民身份号码' }),
    phone: Type.String({ format: 'phone', title: '手机号' }),
    password: Password,
    division: Type.Optional(Type.String({ pattern: '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$', title: '居住地（区划代码）' })),
  }),
  response: Type.Object({ account: AccountView }),
  problems: [
    identityProblems['already-registered'],
    identityProblems['password-weak'],
    organizationsProblems['division-unknown'],
  ],
})

export const OpenStaffAccount = contract({
  name: 'identity.openStaffAccount',
  method: 'POST',
  path: '/api/staff-accounts',
  summary: '为工作人员开通账号；首次登录须修改密码',
  body: Type.Object({
    staffId: PublicId,
    login: SignInLogin,
    initialPassword: Password,
  }),
  response: Type.Object({ accountId: PublicId, version: Type.Integer() }),
  problems: [
    identityProblems['staff-unknown'],
    identityProblems['login-taken'],
    identityProblems['account-exists'],
    identityProblems['posts-held'],
    identityProblems['password-weak'],
  ],
})

export const CloseAccount = contract({
  name: 'identity.closeAccount',
  method: 'POST',
  path: '/api/staff-accounts/:accountId/close',
  summary: '停用工作人员账号，并结束其所有登录',
  params: Type.Object({ accountId: PublicId }),
  body: Type.Object({
    version: Type.Integer({ minimum: 1 }),
    reason: Type.String({ minLength: 1, maxLength: 200, title: '理由' }),
  }),
  response: Type.Object({ accountId: PublicId, version: Type.Integer() }),
  problems: [identityProblems['account-unknown'], identityProblems['account-closed']],
})
